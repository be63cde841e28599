using Microsoft.Build.Framework;
using ReproBuild.Publishing;
using ReproBuild.Registries;

namespace ReproBuild.Tasks;

/// <summary>Looks at where an image is to go before it is built: whether the names are names, and whether the registry or the daemon answers. Changes nothing.</summary>
public sealed class CheckImageDestination : ReproTask
{
    /// <summary>The registry; empty for the machine's own image store.</summary>
    public string? Registry { get; set; }

    /// <summary>The repository.</summary>
    [Required]
    public string Repository { get; set; } = "";

    /// <summary>The tags; empty for <c>latest</c>.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>The machine's own image store, <c>Docker</c> or <c>Podman</c>; empty for the one that answers.</summary>
    public string? LocalRegistry { get; set; }

    /// <summary>Whether the image goes into a file, so that neither a registry nor a daemon is asked.</summary>
    public bool IsFile { get; set; }

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var destination = ImageDestination.Parse(IsFile ? null : Registry, Repository, Tags);
        if (IsFile) return;
        if (destination.Registry is null)
        {
            await ImageStore.FindAsync(LocalRegistry, cancellationToken).ConfigureAwait(false);
            return;
        }
        using var client = new RegistryClient(RegistryInputs.ForPushing());
        await new ArchivePusher(client).ProbeAsync(Images.ImageReference.Parse(destination.Names[0]), cancellationToken).ConfigureAwait(false);
    }
}
