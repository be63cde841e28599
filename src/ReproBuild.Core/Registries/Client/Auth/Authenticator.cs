using System.Collections.Concurrent;
using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>Gets the headers that one registry accepts: one for each scope, fetched once however many ask for it at a time.</summary>
internal sealed class Authenticator(RegistryEndpoint endpoint, TokenFetcher tokens, RegistryOptions options, Secrets secrets, CancellationToken closing)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Grant?>>> _grants = new(StringComparer.Ordinal);
    private AuthChallenge? _challenge;

    /// <summary>What to send along at once: nothing, until the registry has asked for something.</summary>
    public async Task<Grant?> GetAsync(string repository, AuthScope scope, CancellationToken cancellation) =>
        Volatile.Read(ref _challenge) is { } challenge ? await ShareAsync(challenge, repository, scope, cancellation).ConfigureAwait(false) : null;

    /// <summary>What to send after an answer 401.</summary>
    /// <returns>Null where the challenge cannot be answered, or was answered and the answer refused.</returns>
    /// <exception cref="ReproException">REPRO6034, REPRO6036, REPRO6037 and what fetching a token may throw.</exception>
    public async Task<Grant?> AnswerAsync(HttpResponseMessage unauthorized, string repository, AuthScope scope, Grant? refused, CancellationToken cancellation)
    {
        if (AuthChallenge.Read(unauthorized.Headers) is not { } challenge) return null;
        if (!challenge.IsBearer && !challenge.IsBasic) throw UnknownScheme(challenge);

        Volatile.Write(ref _challenge, challenge);
        if (refused is not null) Forget(challenge, repository, scope, refused);
        var grant = await ShareAsync(challenge, repository, scope, cancellation).ConfigureAwait(false);
        return grant is null || (refused is not null && grant.Header.Equals(refused.Header)) ? null : grant;
    }

    private async Task<Grant?> ShareAsync(AuthChallenge challenge, string repository, AuthScope scope, CancellationToken cancellation)
    {
        string key = Key(challenge, repository, scope);
        while (true)
        {
            // Nobody's own token ends the fetch: others may wait for it.
            var lazy = _grants.GetOrAdd(key, _ => new Lazy<Task<Grant?>>(() => FetchAsync(challenge, repository, scope)));
            try
            {
                var grant = await lazy.Value.WaitAsync(cancellation).ConfigureAwait(false);
                if (grant is null || grant.IsValid(options.Clock.GetUtcNow())) return grant;
            }
            catch (Exception) when (lazy.Value.IsFaulted || lazy.Value.IsCanceled)
            {
                _grants.TryRemove(new(key, lazy));
                throw;
            }
            _grants.TryRemove(new(key, lazy));
        }
    }

    private async Task<Grant?> FetchAsync(AuthChallenge challenge, string repository, AuthScope scope)
    {
        var credential = await options.Credentials.FindAsync(endpoint.CredentialName, repository, closing).ConfigureAwait(false);
        if (credential is not null) secrets.Remember(credential);
        if (credential?.RegistryToken is { } token) return new Grant(new("Bearer", token), null, hasCredential: true);
        if (challenge.IsBearer) return await tokens.FetchAsync(endpoint, challenge, scope.With(challenge.Scope), credential, closing).ConfigureAwait(false);
        return credential is { UserName: { } user, Password: { } password } ? new Grant(Secrets.Basic(user, password), null, hasCredential: true) : null;
    }

    private void Forget(AuthChallenge challenge, string repository, AuthScope scope, Grant refused)
    {
        string key = Key(challenge, repository, scope);
        if (_grants.TryGetValue(key, out var lazy) && lazy.Value is { IsCompletedSuccessfully: true } task && task.Result == refused) _grants.TryRemove(new(key, lazy));
    }

    // A challenge names a scope of its own, which stands for the request that was made and not for the registry.
    private static string Key(AuthChallenge challenge, string repository, AuthScope scope) =>
        $"{challenge.Scheme} {challenge.Realm} {challenge.Service} {repository} {scope}";

    private ReproException UnknownScheme(AuthChallenge challenge) => new(
        DiagnosticCodes.MalformedAnswer,
        Archives.ArchiveErrors.Printable($"{endpoint.Name} asks for credentials by the scheme \"{challenge.Scheme}\"; registries ask by Bearer or Basic. A proxy may stand between: see HTTPS_PROXY and NO_PROXY."));
}
