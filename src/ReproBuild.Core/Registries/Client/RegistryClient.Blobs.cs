using System.Net;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Blobs: what manifests point to.</summary>
public sealed partial class RegistryClient
{
    /// <summary>Streams a blob, and hashes it on the way. A broken connection is taken up where it broke.</summary>
    /// <param name="repository">The repository that holds it; tag and digest do not matter.</param>
    /// <param name="blob">The blob.</param>
    /// <param name="to">Takes the bytes, from its position on; it is neither flushed nor closed. When this throws, what was written is not the blob.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="ReproException">
    /// REPRO6006: it is not there. REPRO6004, REPRO6005: what came is not the blob. As <see cref="ResolveAsync"/> for the rest.
    /// </exception>
    public Task PullBlobAsync(ImageReference repository, Descriptor blob, Stream to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(blob);
        ArgumentNullException.ThrowIfNull(to);
        return new BlobPuller(_session).PullAsync(Reading(repository), repository, blob, to, cancellation);
    }

    /// <summary>Streams a blob to a file, which appears when the blob is whole and checked, and not before.</summary>
    /// <param name="repository">The repository that holds it.</param>
    /// <param name="blob">The blob.</param>
    /// <param name="path">The absolute path; what is there is replaced.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="ReproException">As <see cref="PullBlobAsync"/>; REPRO1008, REPRO4005: the file cannot be written.</exception>
    public async Task PullBlobToFileAsync(ImageReference repository, Descriptor blob, string path, CancellationToken cancellation)
    {
        string partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                await PullBlobAsync(repository, blob, file, cancellation).ConfigureAwait(false);
            }
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e)
        {
            WriteErrors.DeleteLeftover(partial);
            if (WriteErrors.IsOne(e)) throw WriteErrors.Explain(path, e);
            throw;
        }
    }

    /// <summary>Reads a small blob whole, and checks it.</summary>
    /// <param name="repository">The repository that holds it.</param>
    /// <param name="blob">The blob.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="ReproException">As <see cref="PullBlobAsync"/>; REPRO6007: it is longer than <paramref name="limit"/>.</exception>
    public async Task<byte[]> ReadBlobAsync(ImageReference repository, Descriptor blob, long limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(blob);
        if (blob.Size > limit) throw Archives.Limits.Exceeded(nameof(limit), limit, $"The blob {blob.Digest} of {repository?.Name} is {blob.Size} bytes long", "It is not fetched.");
        using var bytes = new MemoryStream((int)blob.Size);
        await PullBlobAsync(repository!, blob, bytes, cancellation).ConfigureAwait(false);
        return bytes.ToArray();
    }

    /// <summary>Whether a repository holds a blob.</summary>
    /// <exception cref="ReproException">As <see cref="ResolveAsync"/>.</exception>
    public Task<bool> HasBlobAsync(ImageReference repository, Descriptor blob, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(blob);
        return HasBlobAsync(BlobCalls.Of(HttpMethod.Head, Reading(repository), repository, blob), cancellation);
    }

    private Task<bool> HasBlobAsync(RegistryCall call, CancellationToken cancellation) => _session.RunAsync(call, async (answer, watchdog) => answer.Status switch
    {
        HttpStatusCode.OK => true,
        HttpStatusCode.NotFound => false,
        _ => throw await AnswerErrors.OfAsync(call, answer, DiagnosticCodes.BlobMissing, _session.Secrets, watchdog).ConfigureAwait(false),
    }, cancellation);

    /// <summary>Brings a blob into a repository, unless it is there.</summary>
    /// <param name="repository">The repository. A mirror never stands in for it.</param>
    /// <param name="blob">The blob.</param>
    /// <param name="open">Opens its bytes from the start; may be called again where a connection breaks.</param>
    /// <param name="mountFrom">A repository of the same registry that may hold it, so that nothing need be sent; null where none is known.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <returns>How it came there.</returns>
    /// <exception cref="ReproException">REPRO7010: the registry refuses it. As <see cref="ResolveAsync"/> for the rest; what <paramref name="open"/> and its stream throw.</exception>
    public async Task<BlobPush> PushBlobAsync(ImageReference repository, Descriptor blob, Func<Stream> open, ImageReference? mountFrom, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(blob);
        ArgumentNullException.ThrowIfNull(open);
        var endpoint = Writing(repository);
        var scope = AuthScope.Push(endpoint.Repository(repository));
        if (await HasBlobAsync(BlobCalls.Of(HttpMethod.Head, endpoint, repository, blob, scope), cancellation).ConfigureAwait(false)) return BlobPush.WasThere;

        string? mount = mountFrom is not null && mountFrom.Registry == repository.Registry && mountFrom.Repository != repository.Repository ? mountFrom.Repository : null;
        using var source = new UploadSource(open);
        return await new BlobPusher(_session, endpoint, repository, blob).PushAsync(source, mount, cancellation).ConfigureAwait(false);
    }

    // Mirrors are for reading.
    private static RegistryEndpoint Writing(ImageReference reference) => RegistryEndpoint.For(reference, null);
}
