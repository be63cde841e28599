using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ReproBuild.Registries;

/// <summary>Sends one request and gives one answer: no redirects, no cookies, no credentials, no second attempt.</summary>
internal sealed class HttpWire : IDisposable
{
    // What real answers have is below 8 KiB; .NET counts in KiB.
    private const int MaxHeaderKilobytes = 64;

    private readonly HttpClient _http;
    private readonly RegistryOptions _options;

    public HttpWire(RegistryOptions options)
    {
        _options = options;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None, // A digest is that of the bytes as they were sent.
            ConnectTimeout = options.ConnectTimeout,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            Proxy = new LoopbackBypass(options.Proxy),
            UseProxy = true,
        };
        if (options.TrustedAuthorities.Count > 0) handler.SslOptions.RemoteCertificateValidationCallback = IsTrusted;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("ReproBuild.Sdk/1.0");
    }

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request; disposed here.</param>
    /// <param name="name">What messages call the other side.</param>
    /// <param name="what">What is asked for, for messages.</param>
    /// <param name="watchdog">Bounds the silence until the answer begins.</param>
    /// <exception cref="Diagnostics.ReproException">There is no such host, it refuses, or its certificate is not trusted.</exception>
    /// <exception cref="TransientFault">Anything that may pass.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string name, string what, Watchdog watchdog)
    {
        using (request)
        {
            var address = request.RequestUri!;
            try
            {
                watchdog.Feed();
                var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watchdog.Token).ConfigureAwait(false);
                watchdog.Feed();
                return answer;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                throw WireErrors.Explain(e, name, what, address, _options);
            }
            // The caller's own cancellation passes by; what is left is the watchdog's, and that of the connect timeout.
            catch (OperationCanceledException e) when (watchdog.Barked || e.InnerException is TimeoutException)
            {
                throw WireErrors.Silent(name, what, watchdog.Barked ? _options.StallTimeout : _options.ConnectTimeout, e);
            }
        }
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        // A wrong name or no certificate at all is no question of authorities.
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf || chain is null) return false;

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_options.TrustedAuthorities.ToArray());
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // As .NET does by default, and the other clients of registries.
        foreach (var element in chain.ChainElements) own.ChainPolicy.ExtraStore.Add(element.Certificate);
        return own.Build(leaf);
    }

    public void Dispose() => _http.Dispose();
}
