using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>Finds what differs in the indexes around the images. No image digest depends on it, so the verdict does not either.</summary>
internal static class IndexComparer
{
    /// <summary>Differing annotations of the two indexes and of their entries, and their media types.</summary>
    public static IEnumerable<Difference> Compare(ImageArchive left, ImageArchive right)
    {
        // An index that its reader made up has nothing of its own to compare.
        if (IsMadeUp(left) || IsMadeUp(right)) return [];

        var fields = new List<FieldDifference>();
        if (left.Index.MediaType != right.Index.MediaType) fields.Add(new("mediaType", left.Index.MediaType, right.Index.MediaType));
        AddAnnotations("", left.Index.Annotations, right.Index.Annotations, fields);
        if (left.Index.Manifests.Count == right.Index.Manifests.Count)
        {
            for (int i = 0; i < left.Index.Manifests.Count; i++)
                AddAnnotations($"manifests[{i}].", left.Index.Manifests[i].Annotations, right.Index.Manifests[i].Annotations, fields);
        }

        if (Attestations(left) is var l && Attestations(right) is var r && l != r) fields.Add(new("attestations", l, r));
        return fields.Select(f => new Difference(DifferenceKind.IndexField) { Fields = [f] });
    }

    private static bool IsMadeUp(ImageArchive archive) => archive.Format is ArchiveFormat.DockerArchive or ArchiveFormat.Registry;

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
