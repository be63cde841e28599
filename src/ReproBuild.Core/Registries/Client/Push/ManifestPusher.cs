using System.Net;
using System.Net.Http.Headers;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Sends manifests. OCI distribution specification, "Pushing Manifests".</summary>
internal sealed class ManifestPusher(RegistrySession session)
{
    /// <summary>Sends a manifest under a tag or its digest.</summary>
    /// <returns>Its digest, and whether the registry has noted what it refers to (header OCI-Subject).</returns>
    public async Task<(Digest Digest, bool SubjectNoted)> PushAsync(RegistryEndpoint endpoint, ImageReference target, ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken cancellation)
    {
        var digest = target.Digest is { } like ? ManifestCheck.Hash(bytes.Span, like) : Digest.Of(bytes.Span);
        string repository = endpoint.Repository(target), name = target.TagOrDigest;
        if (target.Digest is { } wanted && wanted != digest)
        {
            throw new ReproException(DiagnosticCodes.DigestMismatch, $"A manifest that hashes to {digest} cannot be pushed as {target}. Nothing was pushed.");
        }
        var call = new RegistryCall
        {
            Method = HttpMethod.Put,
            Endpoint = endpoint,
            Repository = repository,
            Path = $"/v2/{repository}/manifests/{name}",
            Scope = AuthScope.Push(repository),
            What = $"a place for the manifest {name} in {target.Name}",
            Content = _ => new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } },
        };
        return await session.RunAsync(call, async (answer, watchdog) =>
        {
            if (answer.Status is not (HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NoContent))
            {
                throw await PushErrors.OfAsync(call, answer, session.Secrets, watchdog).ConfigureAwait(false);
            }
            if (Digest.TryParse(answer.Header("Docker-Content-Digest"), out var kept) && kept.Algorithm == digest.Algorithm && kept != digest)
            {
                throw new ReproException(DiagnosticCodes.DigestMismatch, $"{endpoint.Name} was given {digest} and says that it keeps {kept} as {target}: it changes what is pushed to it. Do not use what is there.");
            }
            return (digest, answer.Header("OCI-Subject") is not null);
        }, cancellation).ConfigureAwait(false);
    }
}
