using Microsoft.Build.Framework;
using ReproBuild.Publishing;
using TaskItem = Microsoft.Build.Utilities.TaskItem;

namespace ReproBuild.Tasks;

/// <summary>Loads the image of an archive into Docker's or podman's image store under all its names, and checks afterwards what the store has.</summary>
public sealed class LoadOciArchive : PublishTask
{
    /// <summary>The store, <c>Docker</c> or <c>Podman</c>; empty for the one that answers.</summary>
    public string? LocalRegistry { get; set; }

    /// <summary>The repository.</summary>
    [Required]
    public string Repository { get; set; } = "";

    /// <summary>The tags; empty for <c>latest</c>.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>The names under which the store now has the image, one for each tag.</summary>
    [Output]
    public ITaskItem[] Names { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var destination = ImageDestination.Parse(null, Repository, Tags);
        using var archive = OpenVerified();
        var image = PublishedImage.Of(archive, cancellationToken);
        var store = await ImageStore.FindAsync(LocalRegistry, cancellationToken).ConfigureAwait(false);
        var loaded = await store.LoadAsync(archive, destination, cancellationToken).ConfigureAwait(false);

        Describe(image);
        Names = [.. loaded.Names.Select(n => new TaskItem(n))];
        Log.LogMessage(MessageImportance.High, "  {0} has it: {1}", store.Name, loaded.Checked);
        if (loaded.Remark is { } remark) Log.LogMessage(MessageImportance.High, "{0}", remark);
    }
}
