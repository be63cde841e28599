using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Brings the image of an archive into a registry, byte for byte, under its own digest; that of a docker-archive, which has none, under that of its manifest.</summary>
/// <remarks>First blobs, several at a time; then manifests; then the index; then tags. A push that breaks moves no tag, and what is there is not sent again.</remarks>
/// <param name="client">The client; it stays the caller's.</param>
public sealed class ArchivePusher(RegistryClient client)
{
    /// <summary>Pushes an image.</summary>
    /// <param name="archive">The archive: one image, or one for several platforms.</param>
    /// <param name="repository">Where to; its tag and digest do not matter.</param>
    /// <param name="tags">The tags that name the image in the end; none where it shall be known by its digest alone.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends it at once; no tag has moved then, unless all that was left were tags.</param>
    /// <exception cref="ReproException">
    /// REPRO7010: the registry refuses something. REPRO7011: the archive is not one whole image. REPRO6001 to REPRO6010: it is broken. REPRO2003: a tag is none.
    /// As <see cref="RegistryClient.ResolveAsync"/> for the rest.
    /// </exception>
    public async Task<PushResult> PushAsync(ImageArchive archive, ImageReference repository, IReadOnlyList<string> tags, PushOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(tags);
        ArgumentNullException.ThrowIfNull(options);
        // Whatever is wrong with what was given is told before anything is sent.
        var targets = tags.Distinct().Select(tag => (Tag: tag, Reference: Tagged(repository, tag))).ToArray();
        var plan = PushPlan.Of(archive, cancellation);
        var (image, bytes) = plan.Manifests[^1];

        var counts = await client.FindOwnAsync(Digested(repository, image), cancellation).ConfigureAwait(false) is null
            ? await PushContentAsync(archive, plan, repository, options, cancellation).ConfigureAwait(false)
            : (Uploaded: 0, Mounted: 0, WasThere: plan.Blobs.Count);

        var moved = new List<string>();
        foreach (var (tag, reference) in targets)
        {
            if ((await client.FindOwnAsync(reference, cancellation).ConfigureAwait(false))?.Digest == image.Digest) continue;
            await client.PushManifestAsync(reference, bytes, image.MediaType, cancellation).ConfigureAwait(false);
            moved.Add(tag);
        }
        return new PushResult(image, counts.Uploaded, counts.Mounted, counts.WasThere, moved);
    }

    /// <summary>Asks whether a repository can be written to at all, so that a wrong name or a missing login is told before anything is built. Sends nothing.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="ReproException">As <see cref="RegistryClient.ResolveAsync"/>, but for REPRO2010: what is not there yet can be pushed.</exception>
    public Task ProbeAsync(ImageReference repository, CancellationToken cancellation) => client.FindOwnAsync(repository, cancellation);

    private async Task<(int Uploaded, int Mounted, int WasThere)> PushContentAsync(
        ImageArchive archive, PushPlan plan, ImageReference repository, PushOptions options, CancellationToken cancellation)
    {
        foreach (var absent in plan.Absent)
        {
            if (await client.FindOwnAsync(Digested(repository, absent), cancellation).ConfigureAwait(false) is null)
            {
                throw new ReproException(DiagnosticCodes.CannotPush, $"The manifest {absent.Digest}{(absent.Platform is { } p ? $" ({p})" : "")} is named by the index of \"{archive.Path}\" and is neither there nor in {repository.Name}. Export all platforms of the image. Nothing was pushed.");
            }
        }

        int[] counts = new int[3];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Parallel), CancellationToken = cancellation };
        // The longest first: the others are on their way meanwhile.
        await Parallel.ForEachAsync(plan.Blobs.OrderByDescending(b => b.Size), parallel, async (blob, token) =>
        {
            var push = await client.PushBlobAsync(repository, blob, () => plan.Open(blob), options.MountFrom, token).ConfigureAwait(false);
            Interlocked.Increment(ref counts[(int)push]);
        }).ConfigureAwait(false);
        foreach (var (manifest, bytes) in plan.Manifests)
        {
            await client.PushManifestAsync(Digested(repository, manifest), bytes, manifest.MediaType, cancellation).ConfigureAwait(false);
        }
        return (counts[(int)BlobPush.Uploaded], counts[(int)BlobPush.Mounted], counts[(int)BlobPush.WasThere]);
    }

    private static ImageReference Digested(ImageReference repository, Descriptor manifest) => ImageReference.Parse($"{repository.Name}@{manifest.Digest}");

    private static ImageReference Tagged(ImageReference repository, string tag) =>
        ImageReference.TryParse($"{repository.Name}:{tag}", out var reference, out string? reason)
            ? reference : throw new ReproException(DiagnosticCodes.InvalidReference, $"{reason} Nothing was pushed.");
}
