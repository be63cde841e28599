using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Manifests, and what refers to them.</summary>
public sealed partial class RegistryClient
{
    /// <summary>Sends a manifest or index. What it points to must be there: push blobs first, then manifests, then indexes, and tags last.</summary>
    /// <param name="target">Its name: a tag, which moves, or a digest, which must be that of the bytes. A mirror never stands in for it.</param>
    /// <param name="bytes">The manifest.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <returns>Its digest.</returns>
    /// <remarks>Where it has a <c>subject</c> and the registry does not say that it noted that, the tag that stands in for the referrers API is kept up to date.</remarks>
    /// <exception cref="ReproException">REPRO7010: the registry refuses it. REPRO6004: it keeps something else. As <see cref="ResolveAsync"/> for the rest.</exception>
    public async Task<Digest> PushManifestAsync(ImageReference target, ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        var (digest, noted) = await new ManifestPusher(_session).PushAsync(Writing(target), target, bytes, mediaType, cancellation).ConfigureAwait(false);
        if (!noted && Referrer.Read(bytes, mediaType) is { } referrer)
        {
            await new Referrers(_session, _manifests).AddAsync(Writing(target), target, referrer, cancellation).ConfigureAwait(false);
        }
        return digest;
    }

    /// <summary>Asks the registry itself, and no mirror, what a name means there; null where it has nothing of that name.</summary>
    internal async Task<Descriptor?> FindOwnAsync(ImageReference reference, CancellationToken cancellation)
    {
        var endpoint = Writing(reference);
        var scope = AuthScope.Push(endpoint.Repository(reference));
        try
        {
            return await _manifests.HeadAsync(endpoint, reference, cancellation, scope).ConfigureAwait(false)
                ?? (await _manifests.GetAsync(endpoint, reference, cancellation, scope).ConfigureAwait(false)).Descriptor;
        }
        catch (ReproException e) when (e.Diagnostic.Code == DiagnosticCodes.ImageNotFound)
        {
            return null;
        }
    }

    /// <summary>Finds what refers to a manifest: signatures, attestations, bills of materials. OCI distribution specification, "Listing Referrers".</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="subject">The manifest's digest.</param>
    /// <param name="artifactType">The kind to find; null for all.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="ReproException">As <see cref="ResolveAsync"/>.</exception>
    public Task<IReadOnlyList<Descriptor>> GetReferrersAsync(ImageReference repository, Digest subject, string? artifactType, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(subject);
        return new Referrers(_session, _manifests).ListAsync(Reading(repository), repository, subject, artifactType, cancellation);
    }
}
