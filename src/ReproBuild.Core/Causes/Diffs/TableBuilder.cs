using ReproBuild.Comparing;

namespace ReproBuild.Causes.Diffs;

/// <summary>Puts named values of both sides against each other.</summary>
internal static class TableBuilder
{
    /// <summary>The rows in which two lists of named values differ, in the order of the left; what the right alone has comes last.</summary>
    /// <param name="kind">What the names are.</param>
    /// <param name="left">The left values; names may stand more than once.</param>
    /// <param name="right">The right values.</param>
    /// <param name="rows">The rows that may be taken.</param>
    /// <returns>Null where no value differs.</returns>
    public static TableDiff? Build(string kind, IEnumerable<KeyValuePair<string, string>> left, IEnumerable<KeyValuePair<string, string>> right, DiffRows rows)
    {
        var others = new Dictionary<string, Queue<string>>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var (name, value) in right)
        {
            if (!others.TryGetValue(name, out var queue)) others[name] = queue = new Queue<string>();
            queue.Enqueue(value);
            order.Add(name);
        }

        var all = new List<FieldDifference>();
        foreach (var (name, value) in left)
        {
            string? other = others.TryGetValue(name, out var queue) && queue.TryDequeue(out string? found) ? found : null;
            if (other != value) all.Add(new FieldDifference(name, value, other));
        }

        foreach (string name in order.Distinct(StringComparer.Ordinal))
        {
            foreach (string value in others[name]) all.Add(new FieldDifference(name, null, value));
        }

        return all.Count == 0 ? null : Build(kind, all, rows);
    }

    /// <summary>A table of differences, as many as may be taken.</summary>
    public static TableDiff Build(string kind, IReadOnlyList<FieldDifference> fields, DiffRows rows)
    {
        var kept = new List<FieldDifference>();
        foreach (var field in fields)
        {
            if (!rows.Take()) break;
            var (left, right) = Cut.Both(field.Left, field.Right);
            kept.Add(new FieldDifference(Cut.One(field.Name), left, right));
        }

        return new TableDiff(kind, kept) { Truncated = kept.Count < fields.Count };
    }

    /// <summary>A few words for bytes: their count and the beginning of their SHA-256, short ones themselves.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes) => bytes.Length <= 32
        ? Convert.ToHexStringLower(bytes)
        : $"{bytes.Length} bytes, sha256 {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes).AsSpan(0, 8))}…";
}
