using System.Net;
using System.Net.Http.Headers;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Asks for manifests, and believes nothing but bytes. OCI distribution specification, "Pulling manifests".</summary>
internal sealed class ManifestReader(RegistrySession session)
{
    // Without these a registry may answer schema 1, or refuse.
    private static readonly string[] Accepted = [MediaTypes.OciIndex, MediaTypes.OciManifest, MediaTypes.DockerIndex, MediaTypes.DockerManifest];

    /// <summary>Asks with HEAD, which Docker Hub does not count as a pull.</summary>
    /// <param name="endpoint">Who is asked.</param>
    /// <param name="reference">What for.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="scope">What the token is for, where one serves a push too; else pulling.</param>
    /// <returns>Null where the answer does not say everything, and GET must.</returns>
    public Task<Descriptor?> HeadAsync(RegistryEndpoint endpoint, ImageReference reference, CancellationToken cancellation, AuthScope? scope = null)
    {
        var call = Call(endpoint, reference, HttpMethod.Head, scope);
        return session.RunAsync(call, (answer, _) => Task.FromResult(Read(answer, reference, call)), cancellation);
    }

    /// <summary>Asks with GET.</summary>
    public Task<RemoteManifest> GetAsync(RegistryEndpoint endpoint, ImageReference reference, CancellationToken cancellation, AuthScope? scope = null)
    {
        var call = Call(endpoint, reference, HttpMethod.Get, scope);
        return session.RunAsync(call, async (answer, watchdog) =>
        {
            if (answer.Status != HttpStatusCode.OK) throw await AnswerErrors.OfAsync(call, answer, DiagnosticCodes.ImageNotFound, session.Secrets, watchdog).ConfigureAwait(false);
            long max = session.Options.MaxManifestBytes;
            byte[] bytes = await BoundedBody.ReadAsync(answer.Http, max, nameof(RegistryOptions.MaxManifestBytes), call.What, endpoint.Name, watchdog).ConfigureAwait(false);
            return new RemoteManifest(ManifestCheck.Check(bytes, answer, reference, call), bytes, endpoint.Mirror);
        }, cancellation);
    }

    private Descriptor? Read(RegistryAnswer answer, ImageReference reference, RegistryCall call)
    {
        // What is behind a refusal stands in the body, and HEAD has none.
        if (answer.Status != HttpStatusCode.OK) return null;
        string? type = answer.Http.Content.Headers.ContentType?.MediaType;
        if (!MediaTypes.IsIndex(type) && !MediaTypes.IsManifest(type)) return null;
        if (answer.Http.Content.Headers.ContentLength is not { } length || !Digest.TryParse(answer.Header("Docker-Content-Digest"), out var digest)) return null;
        CheckLength(length, call);
        // Where another digest is promised than was asked for, GET finds out who is wrong.
        return reference.Digest is null || reference.Digest == digest ? new Descriptor(type!, digest, length) : null;
    }

    private static RegistryCall Call(RegistryEndpoint endpoint, ImageReference reference, HttpMethod method, AuthScope? scope)
    {
        string repository = endpoint.Repository(reference);
        return new RegistryCall
        {
            Method = method,
            Endpoint = endpoint,
            Repository = repository,
            Path = $"/v2/{repository}/manifests/{reference.TagOrDigest}",
            Scope = scope ?? AuthScope.Pull(repository),
            What = $"the manifest {reference.TagOrDigest} of {reference.Name}",
            Prepare = request =>
            {
                foreach (string type in Accepted) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
            },
        };
    }

    private void CheckLength(long length, RegistryCall call)
    {
        if (length > session.Options.MaxManifestBytes)
        {
            throw Limits.Exceeded(nameof(RegistryOptions.MaxManifestBytes), session.Options.MaxManifestBytes, $"{call.Endpoint.Name} announces {length} bytes as {call.What}", "The answer is not read further.");
        }
    }
}
