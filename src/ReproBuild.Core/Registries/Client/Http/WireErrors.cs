using System.Net.Sockets;
using System.Security.Authentication;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>The words of what goes wrong below HTTP. Only what may pass by itself becomes a <see cref="TransientFault"/>.</summary>
internal static class WireErrors
{
    /// <summary>What an exception of the platform's means.</summary>
    /// <param name="e">The exception.</param>
    /// <param name="name">What messages call the other side.</param>
    /// <param name="what">What was asked for.</param>
    /// <param name="address">What was asked; only its host gets into a message, for the rest may hold a signature.</param>
    /// <param name="options">The client's options.</param>
    public static Exception Explain(Exception e, string name, string what, Uri address, RegistryOptions options)
    {
        string host = address.Authority;
        var socket = Find<SocketException>(e);
        switch ((e as HttpRequestException)?.HttpRequestError)
        {
            case HttpRequestError.NameResolutionError when socket is not { SocketErrorCode: SocketError.TryAgain }:
                return Unreachable($"{name} cannot be reached: there is no host \"{address.Host}\". Correct the name of the registry, or name a mirror in {RegistryOptions.MirrorsVariable}.", e);
            case HttpRequestError.ConnectionError when socket is { SocketErrorCode: SocketError.ConnectionRefused }:
                return Unreachable($"{name} cannot be reached: {host} refuses the connection. Start the registry, or correct its port.", e);
            case HttpRequestError.SecureConnectionError:
                return new ReproException(DiagnosticCodes.RegistryUntrusted, Text($"{name} cannot be spoken to safely: {Find<AuthenticationException>(e)?.Message ?? e.Message} Let this machine trust the authority that signed the certificate of {host} (on Linux SSL_CERT_FILE or SSL_CERT_DIR name authorities); a registry without TLS must be named in {RegistryOptions.PlainHttpVariable}."), e);
            case HttpRequestError.ProxyTunnelError:
                // The platform's own words, and so the exception, have the proxy's address with its password.
                string status = (e as HttpRequestException)?.StatusCode is { } refused ? $": it answered {AnswerErrors.Status(refused)}" : "";
                return Unreachable($"{name} cannot be reached through the proxy {options.Proxy.GetProxy(address)?.Authority}{status}. Correct HTTPS_PROXY, or name {address.Host} in NO_PROXY.", null);
            case HttpRequestError.ConfigurationLimitExceeded:
                return new ReproException(DiagnosticCodes.LimitExceeded, Text($"{name} answered with headers that are longer than any registry's. What answers at {host} is no registry."), e);
            default:
                return new TransientFault(n => Unreachable($"{name} cannot be reached: {Reason(e, socket)}. It was to give {what}. {Tried(n)} See whether the registry is well, and try again.", e));
        }
    }

    /// <summary>Nothing came for a while.</summary>
    public static TransientFault Silent(string name, string what, TimeSpan patience, Exception e) => new(n => Unreachable(
        $"{name} stayed silent for {patience.TotalSeconds:0.#} s when it was asked for {what}. {Tried(n)} See whether the registry is well, and try again.", e));

    /// <summary>A body ended before its end.</summary>
    public static TransientFault Broken(string name, string what, Exception e) => new(n => Unreachable(
        $"{name} broke off while it sent {what}: {e.Message} {Tried(n)} See whether the registry is well, and try again.", e));

    public static string Tried(int attempts) => attempts == 1 ? "It was asked once." : $"It was asked {attempts} times.";

    private static string Reason(Exception e, SocketException? socket) => (socket?.Message ?? e.InnerException?.Message ?? e.Message).TrimEnd('.');

    private static ReproException Unreachable(string message, Exception? e) => new(DiagnosticCodes.RegistryUnreachable, Text(message), e);

    private static string Text(string message) => ArchiveErrors.Printable(message.ReplaceLineEndings(" "));

    private static T? Find<T>(Exception? e) where T : Exception
    {
        for (; e is not null; e = e.InnerException) if (e is T found) return found;
        return null;
    }
}
