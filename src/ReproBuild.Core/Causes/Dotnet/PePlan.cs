namespace ReproBuild.Causes.Dotnet;

/// <summary>Where the parts of an assembly lie in its first section.</summary>
internal sealed record PePlan(int CorHeader, int Metadata, int Debug, int Import, int EndOfStub, int FieldData)
{
    /// <summary>The plan for parts of these lengths.</summary>
    public static PePlan Of(PeParts parts)
    {
        int corHeader = parts.HasStub ? PeStub.AddressTableSize(parts.Is32Bit) : 0;
        int metadata = corHeader + parts.CorHeader.Length + parts.Code.Length;
        int debug = metadata + parts.Metadata.Length + parts.Resources.Length;
        int import = debug + parts.Debug.Sum(d => PeDebugEntry.Size + d.Data.Length);
        int end = parts.HasStub ? PeStub.End(import, parts.Is32Bit) : import;
        return new PePlan(corHeader, metadata, debug, import, end, (end + 7) & ~7);
    }
}
