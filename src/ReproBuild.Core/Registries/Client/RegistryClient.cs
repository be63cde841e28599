using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>
/// A client of registries. OCI distribution specification 1.1; Docker Registry HTTP API V2; what their authors leave open is
/// done as go-containerregistry does it.
/// </summary>
/// <remarks>
/// Every body is hashed, and nothing that does not match its digest, length and media type is given out. Safe to use from several
/// threads at once; use one client for one piece of work, so that its tokens and connections serve all of it.
/// </remarks>
public sealed partial class RegistryClient : IDisposable
{
    private readonly RegistrySession _session;
    private readonly ManifestReader _manifests;

    /// <summary>Makes a client. Nothing is sent yet.</summary>
    /// <param name="options">How to reach registries; <see cref="RegistryOptions.FromEnvironment()"/> serves most.</param>
    public RegistryClient(RegistryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _session = new RegistrySession(options);
        _manifests = new ManifestReader(_session);
    }

    /// <summary>Asks what a name means now: the digest, media type and length of the index, or of the manifest where there is no index.</summary>
    /// <remarks>The registry's word, by HEAD where that suffices. Before a digest is written anywhere, use <see cref="GetManifestAsync"/>, which hashes the bytes.</remarks>
    /// <param name="reference">The image; by tag, or by digest to see whether it is still there.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="ReproException">
    /// REPRO2010: no such image. REPRO6030, REPRO6031: the registry cannot be reached, or not safely. REPRO6032: it wants other credentials. REPRO6033: it has
    /// no time. REPRO6034, REPRO6037: its answer is none, or unsafe. REPRO6036: the credentials cannot be read. REPRO6004, REPRO6007, REPRO6008, REPRO6009: it lies.
    /// </exception>
    public async Task<Descriptor> ResolveAsync(ImageReference reference, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return await _manifests.HeadAsync(Reading(reference), reference, cancellation).ConfigureAwait(false)
            ?? (await GetManifestAsync(reference, cancellation).ConfigureAwait(false)).Descriptor;
    }

    /// <summary>Gets an index or manifest, and checks its bytes.</summary>
    /// <param name="reference">The image, by tag or by digest.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="ReproException">As <see cref="ResolveAsync"/>.</exception>
    public Task<RemoteManifest> GetManifestAsync(ImageReference reference, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return _manifests.GetAsync(Reading(reference), reference, cancellation);
    }

    private RegistryEndpoint Reading(ImageReference reference) => RegistryEndpoint.For(reference, _session.Options.Mirrors);

    /// <summary>Closes connections and ends what still runs.</summary>
    public void Dispose() => _session.Dispose();
}
