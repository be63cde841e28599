using System.Net;
using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>Gets tokens from the server that a Bearer challenge names. Distribution project, "Token Authentication" and "OAuth2 Token Authentication".</summary>
internal sealed class TokenFetcher(HttpWire wire, Schemes schemes, Retrier retrier, RegistryOptions options, Secrets secrets)
{
    // Real tokens have up to 10 KiB.
    private const long MaxTokenBytes = 64 << 10;
    private const string ClientId = "reprobuild";

    /// <summary>Gets a token.</summary>
    /// <exception cref="ReproException">REPRO6032: refused. REPRO6034: the answer holds no token. REPRO6037: the server is one that must not see credentials.</exception>
    public async Task<Grant> FetchAsync(RegistryEndpoint endpoint, AuthChallenge challenge, AuthScope scope, RegistryCredential? credential, CancellationToken cancellation)
    {
        var realm = await CheckAsync(endpoint, challenge, cancellation).ConfigureAwait(false);
        string name = $"{realm.Authority}, which gives out the tokens for {endpoint.Name},";
        if (credential?.IdentityToken is { } identity)
        {
            var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = identity, ["client_id"] = ClientId, ["scope"] = scope.ToString() };
            if (challenge.Service is not null) form["service"] = challenge.Service;
            var exchanged = await SendAsync(() => new HttpRequestMessage(HttpMethod.Post, realm) { Content = new FormUrlEncodedContent(form) }, oauth: true).ConfigureAwait(false);
            if (exchanged is not null) return exchanged;
        }
        // An older server knows no POST; the identity token is the password there.
        return (await SendAsync(Get, oauth: false).ConfigureAwait(false))!;

        HttpRequestMessage Get()
        {
            var query = scope.Texts.Select(s => ("scope", s));
            if (challenge.Service is not null) query = query.Prepend(("service", challenge.Service));
            string text = string.Join('&', query.Select(q => $"{q.Item1}={Uri.EscapeDataString(q.Item2)}"));
            var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = realm.Query.Length > 1 ? $"{realm.Query[1..]}&{text}" : text }.Uri);
            if ((credential?.Password ?? credential?.IdentityToken) is { } password) request.Headers.Authorization = Secrets.Basic(credential!.UserName ?? "<token>", password);
            return request;
        }

        Task<Grant?> SendAsync(Func<HttpRequestMessage> request, bool oauth) => retrier.RunAsync(async () =>
        {
            using var watchdog = new Watchdog(options, cancellation);
            using var answer = await wire.SendAsync(request(), name, "a token", watchdog).ConfigureAwait(false);
            if (oauth && answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) return null;
            if (RetryAfter.IsTransient(answer.StatusCode)) throw AnswerErrors.Busy(answer, name, "a token", options.Clock);
            if (answer.StatusCode != HttpStatusCode.OK) throw Refused(answer, name, endpoint, credential);
            byte[] body = await BoundedBody.ReadAsync(answer, MaxTokenBytes, nameof(MaxTokenBytes), "a token", name, watchdog).ConfigureAwait(false);
            return TokenAnswer.Read(body, name, options.Clock, secrets, credential is not null);
        }, cancellation);
    }

    // Whoever can name the realm can have the credentials: it must be a name that TLS vouches for, or a registry on this machine that names this machine.
    private async Task<Uri> CheckAsync(RegistryEndpoint endpoint, AuthChallenge challenge, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm) || realm.Scheme is not ("http" or "https"))
        {
            throw new ReproException(DiagnosticCodes.MalformedAnswer, $"{endpoint.Name} asks for a token and names no server that gives one (realm in the header WWW-Authenticate). What answers there is no registry, or a broken one.");
        }
        if (realm.Scheme == "https") return realm;

        var root = await schemes.RootAsync(endpoint, cancellation).ConfigureAwait(false);
        if (root.Scheme == "http" && schemes.MayBePlain(realm)) return realm;
        throw new ReproException(DiagnosticCodes.InsecureAnswer,
            $"{endpoint.Name} wants credentials to be sent to http://{realm.Authority}, without TLS. Nothing was sent there. Let the registry name an https address for its tokens.");
    }

    private static ReproException Refused(HttpResponseMessage answer, string name, RegistryEndpoint endpoint, RegistryCredential? credential)
    {
        string status = $"{name} answered {(int)answer.StatusCode} {answer.StatusCode}";
        string remedy = credential is null
            ? $"There are no credentials for {endpoint.CredentialName}; type: docker login {endpoint.CredentialName}"
            : $"The credentials for {endpoint.CredentialName} are {credential}; if they are old, type: docker login {endpoint.CredentialName}";
        return new ReproException(DiagnosticCodes.AccessDenied, $"{status} when it was asked for a token. {remedy}");
    }
}
