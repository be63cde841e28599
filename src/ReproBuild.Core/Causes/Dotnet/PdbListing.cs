using System.Text;

namespace ReproBuild.Causes.Dotnet;

/// <summary>All that a portable PDB says, as named values: a form in which names of documents may have other lengths.</summary>
/// <param name="Values">The values, in a fixed order; a name may stand more than once.</param>
internal sealed record PdbListing(IReadOnlyList<KeyValuePair<string, string>> Values)
{
    private const string Magic = "portable PDB, listed\n";

    /// <summary>Whether a content is a portable PDB, or a listing of one.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith("BSJB"u8) || content.StartsWith(Encoding.UTF8.GetBytes(Magic));

    /// <summary>Lists a portable PDB, or reads a listing.</summary>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>.</exception>
    public static PdbListing Read(ReadOnlyMemory<byte> content)
    {
        if (content.Span.StartsWith("BSJB"u8)) return new PdbListing(PdbReading.Read(content));

        string[] lines = new UTF8Encoding(false, true).GetString(content.Span)[Magic.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new PdbListing([.. lines.Select(l => l.Split('\t', 2)).Select(p => KeyValuePair.Create(p[0], Uri.UnescapeDataString(p[1])))]);
    }

    /// <summary>The listing as bytes.</summary>
    public byte[] Write()
    {
        var text = new StringBuilder(Magic);
        foreach (var (name, value) in Values) text.Append(name).Append('\t').Append(Escape(value)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The listing with other values.</summary>
    public PdbListing Select(Func<string, string, string> rewrite) => new([.. Values.Select(v => KeyValuePair.Create(v.Key, rewrite(v.Key, v.Value)))]);

    private static string Escape(string value) => value
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal);
}
