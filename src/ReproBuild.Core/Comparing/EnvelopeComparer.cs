using System.Text.RegularExpressions;
using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>Finds what differs in the documents of an image: its manifest and its configuration.</summary>
internal static partial class EnvelopeComparer
{
    /// <summary>
    /// The differing fields of two manifests. What the descent tells by itself is left out: digests and sizes of the
    /// configuration and of the layers, and, where their counts differ, the layers as a whole.
    /// </summary>
    public static IEnumerable<FieldDifference> Manifests(ImageArchive left, PlatformImage leftImage, ImageArchive right, PlatformImage rightImage)
    {
        if (leftImage.Manifest is not { } leftManifest || rightImage.Manifest is not { } rightManifest) return [];

        bool sameCount = leftImage.Layers.Count == rightImage.Layers.Count;
        return JsonComparer
            .Compare(left.ReadBlob(leftManifest, Limits.MaxManifestBytes), right.ReadBlob(rightManifest, Limits.MaxManifestBytes))
            .Where(f => !DigestOrSize().IsMatch(f.Name) && (sameCount || !f.Name.StartsWith("$.layers", StringComparison.Ordinal)));
    }

    /// <summary>
    /// The differing fields of two configurations. The diffIDs of layers whose blobs differ are left out, since the
    /// layers tell of themselves. Values of build arguments are cut out of the history.
    /// </summary>
    public static IEnumerable<FieldDifference> Configs(ImageArchive left, PlatformImage leftImage, ImageArchive right, PlatformImage rightImage)
    {
        if (leftImage.ConfigDescriptor.Digest == rightImage.ConfigDescriptor.Digest) return [];

        bool sameCount = leftImage.Layers.Count == rightImage.Layers.Count;
        return JsonComparer
            .Compare(left.ReadBlob(leftImage.ConfigDescriptor, Limits.MaxConfigBytes), right.ReadBlob(rightImage.ConfigDescriptor, Limits.MaxConfigBytes))
            .Where(f => DiffId().Match(f.Name) is not { Success: true } match
                || (sameCount && SameBlob(leftImage, rightImage, int.Parse(match.Groups[1].ValueSpan, provider: null))))
            .Select(HistorySecrets.Hide);
    }

    private static bool SameBlob(PlatformImage left, PlatformImage right, int index) =>
        index < left.Layers.Count && index < right.Layers.Count && left.Layers[index].Blob.Digest == right.Layers[index].Blob.Digest;

    [GeneratedRegex(@"^\$\.(config|layers\[\d+\])\.(digest|size)$")]
    private static partial Regex DigestOrSize();

    [GeneratedRegex(@"^\$\.rootfs\.diff_ids\[(\d+)\]$")]
    private static partial Regex DiffId();
}
