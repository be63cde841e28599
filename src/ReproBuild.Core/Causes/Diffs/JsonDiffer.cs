using System.Text.Json;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Diffs;

/// <summary>Shows the values in which two JSON documents differ.</summary>
internal static class JsonDiffer
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DiffLimits.MaxJsonDepth };

    /// <summary>Differing values by their paths; null for what is no JSON, and for JSON whose values do not differ.</summary>
    public static TableDiff? Diff(ContentPair pair, DiffRows rows)
    {
        if (!MayBe(pair.Left.Span) || !MayBe(pair.Right.Span)) return null;

        // The comparer parses as deep as archives may be; here a bound of our own keeps paths readable.
        using (JsonDocument.Parse(pair.Left, Options))
        using (JsonDocument.Parse(pair.Right, Options))
        {
        }

        var fields = JsonComparer.Compare(pair.Left, pair.Right);
        return fields.Count == 0 ? null : TableBuilder.Build("JSON path", fields, rows);
    }

    private static bool MayBe(ReadOnlySpan<byte> content)
    {
        if (content.Length > DiffLimits.MaxJsonBytes) return false;
        var start = content.TrimStart(" \t\r\n"u8);
        return start.Length > 0 && start[0] is (byte)'{' or (byte)'[';
    }
}
