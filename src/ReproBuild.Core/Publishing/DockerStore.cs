using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Publishing;

/// <summary>Docker's image store, in both kinds: containerd's keeps manifests, the classic one keeps configurations and unpacked layers alone.</summary>
internal sealed class DockerStore : ImageStore
{
    private readonly EngineClient _docker = new("docker");

    public override string Name => "Docker";

    internal override async Task<string?> ProbeAsync(CancellationToken cancellation)
    {
        if (await _docker.AskAsync(cancellation, "--version").ConfigureAwait(false) is not { } version) return "docker is not installed.";
        // podman calls itself docker where it is asked to; it is asked under its own name.
        if (version.Output.Contains("podman", StringComparison.OrdinalIgnoreCase)) return "the program docker is podman's.";
        var answer = await _docker.AskAsync(cancellation, "version", "--format", "{{.Server.Os}}/{{.Server.Arch}}").ConfigureAwait(false);
        return answer is { Succeeded: true } ? null : $"its daemon does not answer ({ArchiveErrors.Printable(answer?.Error ?? "").TrimEnd('.')}).";
    }

    public override async Task<LoadedImage> LoadAsync(ImageArchive archive, ImageDestination destination, CancellationToken cancellation)
    {
        var plan = PushPlan.Of(archive, cancellation);
        string driver = await _docker.RequireAsync(cancellation, "info", "--format", "{{json .DriverStatus}}").ConfigureAwait(false);
        bool keepsManifests = driver.Contains("io.containerd.snapshotter", StringComparison.Ordinal);
        var image = archive.Images is [var only] ? only : keepsManifests ? null : await OwnPlatformAsync(archive, cancellation).ConfigureAwait(false);
        var names = destination.Names.Select(Annotations);
        var tar = keepsManifests ? LoadableTar.Whole(plan, names) : LoadableTar.Single(plan, image!, names).WithDockerManifest(image!, destination.Names);

        await _docker.LoadAsync(tar, cancellation).ConfigureAwait(false);

        var expected = keepsManifests ? plan.Manifests[^1].Descriptor.Digest : image!.ConfigDescriptor.Digest;
        foreach (string name in destination.Names)
        {
            string id = await _docker.RequireAsync(cancellation, "image", "inspect", "--format", "{{.Id}}", name).ConfigureAwait(false);
            if (id != expected.ToString())
                throw new ReproException(DiagnosticCodes.NotLoaded, $"Docker was given {expected} and has {id} as {name}: something else has written there meanwhile. Publish again.");
        }
        return new LoadedImage(destination.Names, keepsManifests ? $"digest {expected}" : $"image ID {expected}",
            keepsManifests ? null : Remark(archive, image!));
    }

    private static string Remark(ImageArchive archive, PlatformImage image)
    {
        string what = archive.Images.Count == 1 ? "keeps no manifest" : $"keeps the image of {image.Platform} alone, no index and no manifest";
        return $"Docker's classic store {what} and so no digest: it names the image by its configuration, {image.ConfigDescriptor.Digest}.";
    }

    // As docker image save writes them; the full name, or containerd would take it for something else.
    private static Dictionary<string, string> Annotations(string name)
    {
        var reference = ImageReference.Parse(name);
        return new() { ["io.containerd.image.name"] = reference.ToString(), ["org.opencontainers.image.ref.name"] = reference.TagOrDigest };
    }

    private async Task<PlatformImage> OwnPlatformAsync(ImageArchive archive, CancellationToken cancellation) => OwnPlatform(
        archive, await _docker.RequireAsync(cancellation, "version", "--format", "{{.Server.Os}}/{{.Server.Arch}}").ConfigureAwait(false), Name);

    /// <summary>The image of an engine that holds one platform's alone.</summary>
    /// <exception cref="ReproException">REPRO7013: there is none.</exception>
    internal static PlatformImage OwnPlatform(ImageArchive archive, string platform, string engine) =>
        archive.Images.FirstOrDefault(i => $"{i.Platform.Os}/{i.Platform.Architecture}" == platform) ?? throw new ReproException(DiagnosticCodes.NotLoaded,
            $"{engine} here runs {platform}, and the image is for {string.Join(", ", archive.Images.Select(i => i.Platform))}. Nothing was loaded. Publish it to a registry or a file.");
}
