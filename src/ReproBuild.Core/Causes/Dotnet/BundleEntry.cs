namespace ReproBuild.Causes.Dotnet;

/// <summary>A file in a single-file application.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Type">What it is: an assembly, a library, a configuration, symbols.</param>
/// <param name="Offset">Where it stands.</param>
/// <param name="Size">Its length.</param>
/// <param name="Compressed">Its length as it is stored; 0 where it is not compressed.</param>
internal sealed record BundleEntry(string Path, byte Type, long Offset, long Size, long Compressed)
{
    /// <summary>The bytes that it takes.</summary>
    public long Stored => Compressed > 0 ? Compressed : Size;
}
