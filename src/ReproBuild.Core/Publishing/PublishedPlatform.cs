using ReproBuild.Images;

namespace ReproBuild.Publishing;

/// <summary>The image of one platform.</summary>
/// <param name="Platform">What it runs on.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="ManifestText">What that says.</param>
/// <param name="Configuration">What its configuration says.</param>
public sealed record PublishedPlatform(Platform Platform, Descriptor Manifest, string ManifestText, string Configuration);
