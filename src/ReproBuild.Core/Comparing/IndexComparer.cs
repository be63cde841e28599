using ReproBuild.Archives;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>Finds what differs in the indexes around the images. No image digest depends on it, so the verdict does not either.</summary>
internal static class IndexComparer
{
    /// <summary>Differing media types, annotations and platforms of the two indexes and of their entries; of indexes within them, too.</summary>
    public static IEnumerable<Difference> Compare(ImageArchive left, ImageArchive right)
    {
        // An index that its reader made up has nothing of its own to compare.
        if (IsMadeUp(left) || IsMadeUp(right)) return [];

        var fields = new List<FieldDifference>();
        Compare("", left, left.Index, right, right.Index, depth: 1, fields);
        if (Attestations(left) is var l && Attestations(right) is var r && l != r) fields.Add(new("attestations", l, r));
        return fields.Select(f => new Difference(DifferenceKind.IndexField) { Fields = [f] });
    }

    private static bool IsMadeUp(ImageArchive archive) => archive.Format is ArchiveFormat.DockerArchive or ArchiveFormat.Registry;

    private static void Compare(string prefix, ImageArchive leftArchive, ImageIndex left, ImageArchive rightArchive, ImageIndex right, int depth, List<FieldDifference> found)
    {
        if (left.MediaType != right.MediaType) found.Add(new($"{prefix}mediaType", left.MediaType, right.MediaType));
        AddAnnotations(prefix, left.Annotations, right.Annotations, found);
        if (left.Manifests.Count != right.Manifests.Count) return;
        var others = right.Manifests;
        if (IsReordered(left, right))
        {
            found.Add(new($"{prefix}manifests: the order", Order(left), Order(right)));
            others = [.. left.Manifests.Select(l => right.Manifests.First(r => r.Platform == l.Platform))];
        }

        for (int i = 0; i < left.Manifests.Count; i++)
        {
            string name = $"{prefix}manifests[{i}].";
            var (l, r) = (left.Manifests[i], others[i]);
            AddAnnotations(name, l.Annotations, r.Annotations, found);
            // Of other images the platforms are told as such.
            if (l.Digest == r.Digest && l.Platform != r.Platform) found.Add(new($"{name}platform", l.Platform?.ToString(), r.Platform?.ToString()));
            if (l.Digest == r.Digest || depth == Limits.MaxNesting || Within(leftArchive, l) is not { } leftInner || Within(rightArchive, r) is not { } rightInner) continue;
            Compare(name, leftArchive, leftInner, rightArchive, rightInner, depth + 1, found);
        }
    }

    // Where each platform stands once on both sides.
    private static bool IsReordered(ImageIndex left, ImageIndex right) =>
        Order(left) != Order(right) && left.Manifests.Select(m => m.Platform).ToHashSet() is var platforms
        && platforms.Count == left.Manifests.Count && platforms.SetEquals(right.Manifests.Select(m => m.Platform));

    private static string Order(ImageIndex index) => string.Join(", ", index.Manifests.Select(m => m.Platform?.ToString() ?? "no platform"));

    private static ImageIndex? Within(ImageArchive archive, Descriptor descriptor) =>
        MediaTypes.IsIndex(descriptor.MediaType) && archive.Contains(descriptor.Digest)
            ? ImageJson.ParseIndex(archive.ReadBlob(descriptor, Limits.MaxManifestBytes), $"the index {descriptor.Digest} of \"{archive.Path}\"")
            : null;

    private static string? Attestations(ImageArchive archive) => archive.Attestations.Count == 0
        ? null
        : string.Join(", ", archive.Attestations.Select(a => a.Digest.Abbreviated).Order(StringComparer.Ordinal));

    private static void AddAnnotations(
        string prefix, IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right, List<FieldDifference> found)
    {
        foreach (string key in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal))
        {
            var (l, r) = (left.GetValueOrDefault(key), right.GetValueOrDefault(key));
            if (l != r) found.Add(new($"{prefix}annotations.{key}", l, r));
        }
    }
}
