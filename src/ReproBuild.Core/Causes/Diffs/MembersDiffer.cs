using ReproBuild.Comparing;

namespace ReproBuild.Causes.Diffs;

/// <summary>Shows the members in which two archives differ.</summary>
internal static class MembersDiffer
{
    /// <summary>Differing members; null for what is no archive, or an archive whose members do not differ.</summary>
    public static MembersDiff? Diff(ContentPair pair, IReadOnlyList<ContainerFormat> formats, DiffRows rows, CancellationToken cancellation)
    {
        if (pair.Depth >= ContentLimits.MaxDepth) return null;

        var format = formats.FirstOrDefault(f => f.Recognises(pair.Left.Span, pair.Name) && f.Recognises(pair.Right.Span, pair.Name));
        if (format is null) return null;

        using var memory = WorkingMemory.Open();
        var (left, right) = (format.Read(pair.Left), format.Read(pair.Right));
        if (left.Count > ContentLimits.MaxMembers || right.Count > ContentLimits.MaxMembers) return null;

        var places = new Dictionary<string, Queue<(ContainerMember Member, int Place)>>(StringComparer.Ordinal);
        for (int i = 0; i < right.Count; i++)
        {
            if (!places.TryGetValue(right[i].Name, out var queue)) places[right[i].Name] = queue = new();
            queue.Enqueue((right[i], i));
        }

        var found = new List<MemberDiff>();
        bool truncated = false;
        for (int i = 0; i < left.Count && !truncated; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var match = places.TryGetValue(left[i].Name, out var queue) && queue.TryDequeue(out var other) ? other : ((ContainerMember Member, int Place)?)null;
            truncated = !Add(found, left[i], match?.Member, i, match?.Place ?? i, pair, formats, rows, cancellation);
        }

        foreach (var (member, place) in places.Values.SelectMany(q => q).OrderBy(m => m.Place))
            truncated = truncated || !Add(found, null, member, place, place, pair, formats, rows, cancellation);

        return found.Count == 0 ? null : new MembersDiff(format.Name, found) { Truncated = truncated };
    }

    private static bool Add(
        List<MemberDiff> to, ContainerMember? left, ContainerMember? right, int leftPlace, int rightPlace,
        ContentPair pair, IReadOnlyList<ContainerFormat> formats, DiffRows rows, CancellationToken cancellation)
    {
        bool sameContent = left is not null && right is not null && left.Content.Span.SequenceEqual(right.Content.Span);
        var fields = Fields(left, right, leftPlace, rightPlace);
        if (sameContent && fields.Count == 0) return true;
        if (!rows.Take()) return false;

        string name = (left ?? right)!.Name;
        ContentDiff? content = null;
        if (!sameContent && left is not null && right is not null)
        {
            var inner = pair with { Path = name.Length == 0 ? pair.Path : $"{pair.Path}!/{name}", Left = left.Content, Right = right.Content, Depth = pair.Depth + 1 };
            content = ContentDiffer.Diff(inner, formats, rows, cancellation);
            LargeGarbage.Add(2L * (left.Content.Length + right.Content.Length));
        }

        to.Add(new MemberDiff(Cut.One(name), fields, content));
        return true;
    }

    private static List<FieldDifference> Fields(ContainerMember? left, ContainerMember? right, int leftPlace, int rightPlace)
    {
        if (left is null || right is null) return [new FieldDifference("size", Size(left), Size(right))];

        var fields = TableBuilder.Build("field", left.Fields, right.Fields, new DiffRows())?.Rows.ToList() ?? [];
        if (leftPlace != rightPlace) fields.Add(new FieldDifference("place", Number(leftPlace + 1), Number(rightPlace + 1)));
        return fields;
    }

    private static string? Size(ContainerMember? member) => member is null ? null : Number(member.Content.Length);

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
