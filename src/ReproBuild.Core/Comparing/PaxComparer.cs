using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>Finds what differs in the extended headers of two entries. POSIX.1-2001 <c>pax</c>, "pax Extended Header".</summary>
internal static class PaxComparer
{
    // What these records say is an entry's own field, and is told under that name.
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["mtime"] = "mtime",
        ["path"] = "name",
        ["GNU.sparse.name"] = "name",
        ["linkpath"] = "link target",
        ["uname"] = "uname",
        ["gname"] = "gname",
        ["uid"] = "uid",
        ["gid"] = "gid",
        ["size"] = "size",
    };

    /// <summary>Adds what differs: the extended header's own name, records by key, and their order where they are the same.</summary>
    /// <param name="left">The left entry.</param>
    /// <param name="right">The right entry.</param>
    /// <param name="found">The fields that are already known to differ; more are added.</param>
    public static void Compare(TarEntry left, TarEntry right, List<FieldDifference> found)
    {
        if (left.PaxHeaderName != right.PaxHeaderName) found.Add(new("pax header name", left.PaxHeaderName, right.PaxHeaderName));
        if (left.HasGnuLongName != right.HasGnuLongName) found.Add(new("gnu long name", Word(left.HasGnuLongName), Word(right.HasGnuLongName)));
        if (left.HasGnuLongLink != right.HasGnuLongLink) found.Add(new("gnu long link", Word(left.HasGnuLongLink), Word(right.HasGnuLongLink)));
        CompareRecords("pax.", left.PaxRecords, right.PaxRecords, found);
        CompareRecords("global pax.", left.GlobalRecords, right.GlobalRecords, found);
    }

    private static void CompareRecords(
        string prefix, IReadOnlyList<PaxRecord> left, IReadOnlyList<PaxRecord> right, List<FieldDifference> found)
    {
        if (left.Count == 0 && right.Count == 0) return;

        var (leftValues, rightValues) = (ByName(left), ByName(right));
        bool same = true;
        foreach (string name in leftValues.Keys.Union(rightValues.Keys).Order(StringComparer.Ordinal))
        {
            bool onLeft = leftValues.TryGetValue(name, out var l);
            bool onRight = rightValues.TryGetValue(name, out var r);
            if (onLeft == onRight && l.Value.Span.SequenceEqual(r.Value.Span)) continue;

            same = false;
            if (Fields.TryGetValue(name, out string? field) && found.Exists(f => f.Name == field)) continue;
            found.Add(new(prefix + name, onLeft ? Show(l) : null, onRight ? Show(r) : null));
        }

        if (same && Order(left) is var leftOrder && Order(right) is var rightOrder && leftOrder != rightOrder)
            found.Add(new(prefix + "order", leftOrder, rightOrder));
    }

    // A key may stand twice; the second is told apart, so that none hides behind another.
    private static Dictionary<string, PaxRecord> ByName(IReadOnlyList<PaxRecord> records)
    {
        var byName = new Dictionary<string, PaxRecord>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            string name = record.Key;
            for (int n = 2; !byName.TryAdd(name, record); n++) name = $"{record.Key}#{n}";
        }

        return byName;
    }

    private static string Show(PaxRecord record) => HeaderBytes.Show(record.Value.Span);

    private static string Order(IReadOnlyList<PaxRecord> records) => string.Join(", ", records.Select(r => r.Key));

    private static string Word(bool present) => present ? "yes" : "no";
}
