using Microsoft.Build.Framework;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Publishing;
using TaskItem = Microsoft.Build.Utilities.TaskItem;

namespace ReproBuild.Tasks;

/// <summary>What the tasks that publish an archive have in common: what they take, and what they tell of the image, which is what <c>PublishContainer</c> tells.</summary>
public abstract class PublishTask : ReproTask
{
    /// <summary>The archive.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>
    /// The digests that were verified, as <see cref="CompareOciArchives.VerifiedDigests"/> gives them: one digest, or
    /// <c>platform=digest</c> for each. Another set of images is REPRO7002, and nothing is published. Empty for no check.
    /// </summary>
    public string[] ExpectedDigest { get; set; } = [];

    /// <summary>The image's digest; of several, that of the index around them.</summary>
    [Output]
    public string? Digest { get; set; }

    /// <summary>The manifest's text, or the index's.</summary>
    [Output]
    public string? Manifest { get; set; }

    /// <summary>The media type of <see cref="Manifest"/>.</summary>
    [Output]
    public string? MediaType { get; set; }

    /// <summary>The configuration's text; empty where there are several images.</summary>
    [Output]
    public string? Configuration { get; set; }

    /// <summary>The index's text; empty where there is none.</summary>
    [Output]
    public string? ImageIndex { get; set; }

    /// <summary>The image of each platform. Metadata: <c>Manifest</c>, <c>Configuration</c>, <c>ManifestDigest</c>, <c>ManifestMediaType</c>, <c>Platform</c>.</summary>
    [Output]
    public ITaskItem[] Containers { get; set; } = [];

    /// <summary>Opens the archive that is published, and holds it against what was verified.</summary>
    /// <exception cref="ReproException">REPRO7002: it is another one. REPRO6001 to REPRO6010: it is broken.</exception>
    protected ImageArchive OpenVerified()
    {
        var archive = ImageArchive.Open(Absolute(Source)!);
        try
        {
            VerifiedDigests.Check(archive, ExpectedDigest, Source);
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>Tells what the archive holds.</summary>
    protected void Describe(PublishedImage image)
    {
        Digest = image.Top.Digest.ToString();
        MediaType = image.Top.MediaType;
        Manifest = image.Content;
        Configuration = image.Platforms is [var only] ? only.Configuration : null;
        ImageIndex = Images.MediaTypes.IsIndex(image.Top.MediaType) ? image.Content : null;
        Containers = [.. image.Platforms.Select(Item)];
    }

    private static TaskItem Item(PublishedPlatform image)
    {
        var item = new TaskItem("GeneratedContainer");
        item.SetMetadata("Manifest", DifferenceItem.Escape(image.ManifestText));
        item.SetMetadata("Configuration", DifferenceItem.Escape(image.Configuration));
        item.SetMetadata("ManifestDigest", image.Manifest.Digest.ToString());
        item.SetMetadata("ManifestMediaType", image.Manifest.MediaType);
        item.SetMetadata("Platform", image.Platform.ToString());
        return item;
    }
}
