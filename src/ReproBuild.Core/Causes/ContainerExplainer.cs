using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>Explains two archives of one format: by their members, and by what the archives say of them.</summary>
internal sealed class ContainerExplainer(ContainerFormat format, ContentExplainer explainer)
{
    private readonly List<Claim> _claims = [];
    private string? _fault;

    /// <summary>Opens both sides and gives their canonical forms.</summary>
    public ContentExplanation Explain(ContentPair pair, CancellationToken cancellation)
    {
        using var memory = WorkingMemory.Open();
        var (left, right) = (Open(pair.Left), Open(pair.Right));
        var (newLeft, newRight) = (left.ToArray(), right.ToArray());
        string? metadata = null;

        var places = Places(right);
        for (int i = 0; i < left.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!places.TryGetValue(left[i].Name, out var queue) || !queue.TryDequeue(out int j)) continue;

            metadata ??= NoiseIn(pair, left[i], right[j], i != j);
            if (left[i].Content.Span.SequenceEqual(right[j].Content.Span)) continue;

            if (Math.Max(left[i].Content.Length, right[j].Content.Length) > ContentLimits.MaxBytes)
            {
                _fault ??= $"a member is longer than {ContentLimits.MaxBytes >> 20} MiB";
                continue;
            }

            var inner = explainer.Explain(
                pair with { Path = left[i].Name.Length == 0 ? pair.Path : $"{pair.Path}!/{left[i].Name}", Left = left[i].Content, Right = right[j].Content, Depth = pair.Depth + 1 },
                cancellation);
            WorkingMemory.CheckRoom(0);
            _claims.AddRange(inner.Claims);
            _fault ??= inner.NotAnalysed;
            newLeft[i] = left[i] with { Content = inner.Left };
            newRight[j] = right[j] with { Content = inner.Right };
        }

        // Writing depends on the members alone, so what is the same is written once.
        byte[] leftForm = Write(newLeft), rightForm = AreSame(newLeft, newRight) ? leftForm : Write(newRight);
        if (metadata is null && _claims.Count == 0 && leftForm.AsSpan().SequenceEqual(rightForm))
            metadata = $"{pair.ShownPath} holds the same members, packed to other bytes ({pair.Left.Length} against {pair.Right.Length})";
        if (metadata is not null) _claims.Add(new Claim(format.MetadataCause, metadata));
        bool equal = leftForm.AsSpan().SequenceEqual(rightForm);
        return new ContentExplanation(_claims, leftForm, rightForm, equal ? Certainty.Proven : Certainty.Suspected) { NotAnalysed = _fault };
    }

    private byte[] Write(ContainerMember[] members)
    {
        WorkingMemory.CheckRoom(members.Sum(m => (long)m.Content.Length));
        byte[] form = format.Write(members);
        WorkingMemory.Add(form.Length);
        return form;
    }

    private bool AreSame(ContainerMember[] left, ContainerMember[] right)
    {
        if (left.Length != right.Length) return false;
        for (int i = 0; i < left.Length; i++)
        {
            var (l, r) = (left[i], right[i]);
            if (l.Name != r.Name || !l.Content.Span.SequenceEqual(r.Content.Span) || !Kept(l).SequenceEqual(Kept(r))) return false;
        }

        return true;
    }

    private IEnumerable<KeyValuePair<string, string>> Kept(ContainerMember member) => member.Fields.Where(f => !format.IsNoise(f.Key));

    private ContainerMember[] Open(ReadOnlyMemory<byte> content)
    {
        var members = format.Read(content);
        if (members.Count > ContentLimits.MaxMembers) throw new InvalidDataException($"the archive has over {ContentLimits.MaxMembers} members");
        return [.. members];
    }

    private static Dictionary<string, Queue<int>> Places(ContainerMember[] members)
    {
        var places = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (int i = 0; i < members.Length; i++)
        {
            if (!places.TryGetValue(members[i].Name, out var queue)) places[members[i].Name] = queue = new Queue<int>();
            queue.Enqueue(i);
        }

        return places;
    }

    private string? NoiseIn(ContentPair pair, ContainerMember left, ContainerMember right, bool moved)
    {
        var leftFields = left.Fields.Where(f => format.IsNoise(f.Key)).ToArray();
        var rightFields = right.Fields.Where(f => format.IsNoise(f.Key)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        string of = left.Name.Length == 0 ? "" : $" of \"{Printable.Escape(left.Name)}\"";
        foreach (var (name, value) in leftFields)
        {
            string? other = rightFields.GetValueOrDefault(name);
            rightFields.Remove(name);
            if (other != value) return $"{pair.ShownPath} is a {format.Name} archive that holds {name}{of}: \"{Printable.Escape(value)}\" against \"{Printable.Escape(other ?? "nothing")}\"";
        }

        if (rightFields.Count > 0)
        {
            var (name, value) = rightFields.OrderBy(f => f.Key, StringComparer.Ordinal).First();
            return $"{pair.ShownPath} is a {format.Name} archive that holds {name}{of}: \"nothing\" against \"{Printable.Escape(value)}\"";
        }

        return moved ? $"{pair.ShownPath} is a {format.Name} archive with its members in another order; the first out of place is \"{Printable.Escape(left.Name)}\"" : null;
    }
}
