using System.Collections.Concurrent;
using System.Net;

namespace ReproBuild.Registries;

/// <summary>Carries out calls: chooses the scheme, answers challenges, follows redirects, tries again.</summary>
internal sealed class RegistrySession : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<RegistryEndpoint, Authenticator> _authenticators = [];
    private readonly HttpWire _wire;
    private readonly TokenFetcher _tokens;

    public RegistrySession(RegistryOptions options)
    {
        Options = options;
        _wire = new HttpWire(options);
        Schemes = new Schemes(options);
        Retrier = new Retrier(options);
        _tokens = new TokenFetcher(_wire, Schemes, Retrier, options, Secrets);
    }

    public RegistryOptions Options { get; }
    public Retrier Retrier { get; }
    public Schemes Schemes { get; }
    public Secrets Secrets { get; } = new();

    /// <summary>Carries out a call, again and again while what fails may pass.</summary>
    /// <param name="call">The call.</param>
    /// <param name="read">Reads the answer, whatever its status but for those that pass. It may be called again.</param>
    /// <param name="cancellation">Ends it at once, waits too.</param>
    public Task<T> RunAsync<T>(RegistryCall call, Func<RegistryAnswer, Watchdog, Task<T>> read, CancellationToken cancellation) =>
        Retrier.RunAsync(() => TryAsync(call, read, cancellation), cancellation);

    /// <summary>Carries out a call once.</summary>
    /// <exception cref="TransientFault">What failed may pass.</exception>
    public async Task<T> TryAsync<T>(RegistryCall call, Func<RegistryAnswer, Watchdog, Task<T>> read, CancellationToken cancellation)
    {
        using var watchdog = new Watchdog(Options, cancellation);
        using var answer = await SendAsync(call, watchdog, cancellation).ConfigureAwait(false);
        if (RetryAfter.IsTransient(answer.Status)) throw AnswerErrors.Busy(answer.Http, call.Endpoint.Name, call.What, Options.Clock);
        return await read(answer, watchdog).ConfigureAwait(false);
    }

    private async Task<RegistryAnswer> SendAsync(RegistryCall call, Watchdog watchdog, CancellationToken cancellation)
    {
        var root = await Schemes.RootAsync(call.Endpoint, cancellation).ConfigureAwait(false);
        var address = call.Address ?? new Uri(root, call.Path);
        var authenticator = _authenticators.GetOrAdd(call.Endpoint, e => new Authenticator(e, _tokens, Options, Secrets, _closing.Token));
        bool answered = false;
        Grant? grant = null;
        for (int hop = 0; ;)
        {
            // What proves who asks is for the registry alone; no redirect takes it elsewhere.
            bool own = Redirects.SameOrigin(address, root);
            if (own && grant is null) grant = await authenticator.GetAsync(call.Repository, call.Scope, cancellation).ConfigureAwait(false);
            var http = await _wire.SendAsync(Request(call, address, own ? grant : null, watchdog), call.Endpoint.Name, call.What, watchdog).ConfigureAwait(false);
            try
            {
                if (http.StatusCode == HttpStatusCode.Unauthorized && own && !answered)
                {
                    answered = true;
                    grant = await authenticator.AnswerAsync(http, call.Repository, call.Scope, grant, cancellation).ConfigureAwait(false) ?? grant;
                    if (grant is null) return new RegistryAnswer(http, address, HadCredential: false);
                }
                else if (Redirects.IsRedirect(http) && (call.Method == HttpMethod.Get || call.Method == HttpMethod.Head))
                {
                    address = Redirects.Next(http, address, hop++, call, Schemes);
                }
                else
                {
                    return new RegistryAnswer(http, address, own && grant is { HasCredential: true });
                }
                http.Dispose();
            }
            catch
            {
                http.Dispose();
                throw;
            }
        }
    }

    private static HttpRequestMessage Request(RegistryCall call, Uri address, Grant? grant, Watchdog watchdog)
    {
        var request = new HttpRequestMessage(call.Method, address) { Content = call.Content?.Invoke(watchdog) };
        request.Headers.Authorization = grant?.Header;
        call.Prepare?.Invoke(request);
        return request;
    }

    public void Dispose()
    {
        if (_closing.IsCancellationRequested) return;
        _closing.Cancel();
        _wire.Dispose();
        _closing.Dispose();
    }
}
