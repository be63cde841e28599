using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ReproBuild.Registries;

/// <summary>Decides between https and http. Only registries on this machine and those that the user named may go without TLS.</summary>
internal sealed class Schemes(RegistryOptions options)
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether plain HTTP is allowed there.</summary>
    public bool MayBePlain(Uri address) => RegistryEndpoint.IsLoopbackHost(address.Host)
        || options.PlainHttpHosts.Any(h => h.Equals(address.Authority, StringComparison.OrdinalIgnoreCase) || h.Equals(address.Host, StringComparison.OrdinalIgnoreCase));

    /// <summary>The root of a registry's API, <c>https://host/</c>.</summary>
    /// <remarks>Where both are allowed, TLS is taken if it is spoken: whoever set it up wants it used.</remarks>
    public async Task<Uri> RootAsync(RegistryEndpoint endpoint, CancellationToken cancellation)
    {
        var secure = new Uri($"https://{endpoint.Host}/");
        if (!MayBePlain(secure)) return secure;
        if (!_known.TryGetValue(endpoint.Host, out string? scheme))
        {
            bool direct = new LoopbackBypass(options.Proxy).IsBypassed(secure);
            bool? tls = direct ? await SpeaksTlsAsync(PortOf(endpoint.Host), cancellation).ConfigureAwait(false) : false;
            scheme = tls == true ? "https" : "http";
            if (tls is not null) _known[endpoint.Host] = scheme;
        }
        return new Uri($"{scheme}://{endpoint.Host}/");
    }

    private static Uri PortOf(string host)
    {
        var plain = new Uri($"http://{host}/");
        // Without a port the two schemes mean different ones; TLS is looked for at its own.
        return plain.IsDefaultPort ? new Uri($"https://{host}/") : plain;
    }

    /// <returns>Null where nobody answers: then the request itself says what is wrong.</returns>
    private async Task<bool?> SpeaksTlsAsync(Uri address, CancellationToken cancellation)
    {
        bool certificateSeen = false;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.ConnectTimeout);
        using var tcp = new TcpClient();
        try
        {
            await tcp.ConnectAsync(address.DnsSafeHost, address.Port, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }

        try
        {
            // No certificate passes here, and nothing is sent: that there is one is all that is asked.
            using var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) =>
            {
                certificateSeen = true;
                return false;
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.DnsSafeHost }, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Refused above, or no TLS at all.
        }
        return certificateSeen;
    }
}
