using System.Net;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Lists of what refers to a manifest: by the referrers API, else by a tag that is named after the digest. OCI distribution specification, "Referrers Tag Schema".</summary>
internal sealed class Referrers(RegistrySession session, ManifestReader manifests)
{
    private const int MaxPages = 100;

    public async Task<IReadOnlyList<Descriptor>> ListAsync(RegistryEndpoint endpoint, ImageReference repository, Digest subject, string? artifactType, CancellationToken cancellation)
    {
        var found = await AskAsync(endpoint, repository, subject, artifactType, cancellation).ConfigureAwait(false)
            ?? (await ReadTagAsync(endpoint, repository, subject, cancellation).ConfigureAwait(false))?.Manifests ?? [];
        // A registry may filter, and need not.
        return [.. found.Where(d => artifactType is null || d.ArtifactType == artifactType)];
    }

    /// <summary>Adds to the tag.</summary>
    public async Task AddAsync(RegistryEndpoint endpoint, ImageReference repository, Referrer referrer, CancellationToken cancellation)
    {
        var index = await ReadTagAsync(endpoint, repository, referrer.Subject, cancellation).ConfigureAwait(false);
        var listed = index?.Manifests ?? [];
        if (listed.Any(d => d.Digest == referrer.Descriptor.Digest)) return;
        byte[] bytes = ManifestJson.Index([.. listed, referrer.Descriptor]);
        await new ManifestPusher(session).PushAsync(endpoint, Tag(repository, referrer.Subject), bytes, MediaTypes.OciIndex, cancellation).ConfigureAwait(false);
    }

    /// <returns>Null where the registry does not know the API.</returns>
    private async Task<List<Descriptor>?> AskAsync(RegistryEndpoint endpoint, ImageReference repository, Digest subject, string? artifactType, CancellationToken cancellation)
    {
        string name = endpoint.Repository(repository);
        string query = artifactType is null ? "" : $"?artifactType={Uri.EscapeDataString(artifactType)}";
        var call = new RegistryCall
        {
            Method = HttpMethod.Get,
            Endpoint = endpoint,
            Repository = name,
            Path = $"/v2/{name}/referrers/{subject}{query}",
            Scope = AuthScope.Pull(name),
            What = $"what refers to {subject} in {repository.Name}",
        };
        var found = new List<Descriptor>();
        for (int page = 0; page < MaxPages; page++)
        {
            var (index, next) = await session.RunAsync(call, (answer, watchdog) => ReadPageAsync(call, answer, watchdog), cancellation).ConfigureAwait(false);
            if (index is null) return null;
            found.AddRange(index.Manifests);
            if (next is null) return found;
            call = call with { Address = next };
        }
        throw new ReproException(DiagnosticCodes.LimitExceeded, $"{endpoint.Name} lists {call.What} on more than {MaxPages} pages, which is more than the limit {nameof(MaxPages)} allows. The list is not read further.");
    }

    private async Task<(ImageIndex?, Uri?)> ReadPageAsync(RegistryCall call, RegistryAnswer answer, Watchdog watchdog)
    {
        if (answer.Status == HttpStatusCode.NotFound) return (null, null);
        if (answer.Status != HttpStatusCode.OK) throw await AnswerErrors.OfAsync(call, answer, DiagnosticCodes.ImageNotFound, session.Secrets, watchdog).ConfigureAwait(false);
        // A registry that does not know the API may answer with a page of its own.
        if (!MediaTypes.IsIndex(answer.Http.Content.Headers.ContentType?.MediaType)) return (null, null);
        byte[] bytes = await BoundedBody.ReadAsync(answer.Http, session.Options.MaxManifestBytes, nameof(RegistryOptions.MaxManifestBytes), call.What, call.Endpoint.Name, watchdog).ConfigureAwait(false);
        var index = ImageJson.ParseIndex(bytes, $"the list of {call.What}");
        return (index, NextPage(answer));
    }

    // Link: <address>; rel="next" (RFC 8288). Only another page of the same registry is one.
    private static Uri? NextPage(RegistryAnswer answer)
    {
        if (answer.Header("Link") is not { } link || !link.Contains("rel=\"next\"", StringComparison.Ordinal)) return null;
        int start = link.IndexOf('<', StringComparison.Ordinal), end = link.IndexOf('>', StringComparison.Ordinal);
        return start >= 0 && end > start && Uri.TryCreate(answer.Address, link[(start + 1)..end], out var next) && Redirects.SameOrigin(next, answer.Address) ? next : null;
    }

    private async Task<ImageIndex?> ReadTagAsync(RegistryEndpoint endpoint, ImageReference repository, Digest subject, CancellationToken cancellation)
    {
        var tag = Tag(repository, subject);
        try
        {
            var manifest = await manifests.GetAsync(endpoint, tag, cancellation).ConfigureAwait(false);
            return manifest.IsIndex ? ImageJson.ParseIndex(manifest.Bytes.Span, $"the index {tag}") : null;
        }
        catch (ReproException e) when (e.Diagnostic.Code == DiagnosticCodes.ImageNotFound)
        {
            return null;
        }
    }

    // At most 128 characters, as every tag.
    private static ImageReference Tag(ImageReference repository, Digest subject)
    {
        string name = $"{subject.Algorithm}-{subject.Hex}";
        return ImageReference.Parse($"{repository.Name}:{(name.Length > 128 ? name[..128] : name)}");
    }
}
