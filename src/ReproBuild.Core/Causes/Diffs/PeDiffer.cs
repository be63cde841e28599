using System.Reflection.PortableExecutable;

namespace ReproBuild.Causes.Diffs;

/// <summary>Shows the headers, sections, metadata and debug entries in which two PE files, or two portable PDBs, differ.</summary>
internal static class PeDiffer
{
    /// <summary>Differing values; null for what is neither, and where nothing that is named here differs.</summary>
    public static TableDiff? Diff(ContentPair pair, DiffRows rows)
    {
        if (MetadataValues.IsPdb(pair.Left.Span) && MetadataValues.IsPdb(pair.Right.Span))
            return TableBuilder.Build("PDB", MetadataValues.OfPdb(pair.Left), MetadataValues.OfPdb(pair.Right), rows);

        return pair.Left.Span.StartsWith("MZ"u8) && pair.Right.Span.StartsWith("MZ"u8)
            ? TableBuilder.Build("PE", Values(pair.Left), Values(pair.Right), rows)
            : null;
    }

    private static List<KeyValuePair<string, string>> Values(ReadOnlyMemory<byte> content)
    {
        using var reader = new PEReader([.. content.Span]);
        var values = new List<KeyValuePair<string, string>> { new("file size", $"{content.Length} bytes") };
        PeValues.AddHeaders(reader, values);
        PeValues.AddDebug(reader, values);
        if (reader.HasMetadata) MetadataValues.Add(reader, values);
        PeValues.AddSections(reader, values);
        return values;
    }
}
