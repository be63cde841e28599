using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Publishing;

/// <summary>podman's image store. It keeps manifests as they are, and of an index the platform that it runs.</summary>
internal sealed class PodmanStore : ImageStore
{
    private readonly EngineClient _podman = new("podman");

    public override string Name => "podman";

    internal override async Task<string?> ProbeAsync(CancellationToken cancellation) =>
        await _podman.AskAsync(cancellation, "info", "--format", "{{.Host.OS}}/{{.Host.Arch}}").ConfigureAwait(false) is not { } answer ? "podman is not installed."
        : answer.Succeeded ? null : $"it does not answer ({ArchiveErrors.Printable(answer.Error).TrimEnd('.')}).";

    public override async Task<LoadedImage> LoadAsync(ImageArchive archive, ImageDestination destination, CancellationToken cancellation)
    {
        var plan = PushPlan.Of(archive, cancellation);
        string platform = await _podman.RequireAsync(cancellation, "info", "--format", "{{.Host.OS}}/{{.Host.Arch}}").ConfigureAwait(false);
        var image = archive.Images is [var only] ? only : DockerStore.OwnPlatform(archive, platform, Name);
        string[] names = [.. destination.Names.Select(OwnName)];
        // podman takes an archive of one image with one name; the others are given afterwards.
        var annotations = new Dictionary<string, string> { ["io.containerd.image.name"] = names[0], ["org.opencontainers.image.ref.name"] = names[0] };

        await _podman.LoadAsync(LoadableTar.Single(plan, image, [annotations]), cancellation).ConfigureAwait(false);

        var expected = plan.ManifestOf(image).Descriptor.Digest;
        await CheckAsync(names[0], expected, cancellation).ConfigureAwait(false);
        foreach (string name in names.Skip(1))
        {
            await _podman.RequireAsync(cancellation, "tag", names[0], name).ConfigureAwait(false);
            await CheckAsync(name, expected, cancellation).ConfigureAwait(false);
        }
        return new LoadedImage(names, $"digest {expected}", archive.Images.Count == 1 ? null : $"podman keeps the image of {image.Platform} and not the index.");
    }

    private async Task CheckAsync(string name, Digest expected, CancellationToken cancellation)
    {
        string digest = await _podman.RequireAsync(cancellation, "image", "inspect", "--format", "{{.Digest}}", name).ConfigureAwait(false);
        if (digest != expected.ToString())
            throw new ReproException(DiagnosticCodes.NotLoaded, $"podman was given {expected} and has {digest} as {name}: something else has written there meanwhile. Publish again.");
    }

    // What names no registry belongs to the machine itself.
    private static string OwnName(string name)
    {
        var reference = ImageReference.Parse(name);
        return reference.Registry != ImageReference.DockerHub || name.StartsWith(ImageReference.DockerHub, StringComparison.Ordinal) ? name : $"localhost/{name}";
    }
}
