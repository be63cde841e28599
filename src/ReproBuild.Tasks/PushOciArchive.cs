using Microsoft.Build.Framework;
using ReproBuild.Images;
using ReproBuild.Publishing;
using ReproBuild.Registries;
using TaskItem = Microsoft.Build.Utilities.TaskItem;

namespace ReproBuild.Tasks;

/// <summary>
/// Pushes the image of an archive to a registry, byte for byte: blobs, then manifests, then tags, so that a push that breaks moves no tag. What
/// the registry has is not sent again.
/// </summary>
public sealed class PushOciArchive : PublishTask
{
    /// <summary>The registry, <c>host</c> or <c>host:port</c>.</summary>
    [Required]
    public string Registry { get; set; } = "";

    /// <summary>The repository.</summary>
    [Required]
    public string Repository { get; set; } = "";

    /// <summary>The tags; empty for <c>latest</c>.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>An image whose repository may hold some of the blobs, the base image for instance: in the same registry they are mounted and not sent. Anything else is ignored.</summary>
    public string? MountFrom { get; set; }

    /// <summary>The full names under which the registry now has the image, one for each tag.</summary>
    [Output]
    public ITaskItem[] Names { get; set; } = [];

    /// <summary>How many blobs were sent.</summary>
    [Output]
    public int SentBlobs { get; set; }

    /// <summary>The tags that were moved or made.</summary>
    [Output]
    public string[] MovedTags { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var destination = ImageDestination.Parse(Registry, Repository, Tags);
        using var archive = OpenVerified();
        var image = PublishedImage.Of(archive, cancellationToken);
        using var client = new RegistryClient(RegistryInputs.ForPushing());
        var repository = ImageReference.Parse(destination.Names[0]);
        var options = new PushOptions
        {
            MountFrom = ImageReference.TryParse(MountFrom, out var from, out _) && from.Registry == repository.Registry && from.Repository != repository.Repository ? from : null,
        };
        var result = await new ArchivePusher(client).PushAsync(archive, repository, destination.Tags, options, cancellationToken).ConfigureAwait(false);

        Describe(image);
        Names = [.. destination.Names.Select(n => new TaskItem(n))];
        SentBlobs = result.Uploaded;
        MovedTags = [.. result.Tags];
        Log.LogMessage(MessageImportance.High, "  Blobs:     {0} sent, {1} mounted, {2} were there", result.Uploaded, result.Mounted, result.WasThere);
    }
}
