using System.Net;
using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>Where an answer sends the client on to, and whether it may go there.</summary>
internal static class Redirects
{
    /// <summary>How many redirects are followed; go-containerregistry and curl stop in the same region.</summary>
    public const int Max = 10;

    public static bool IsRedirect(HttpResponseMessage answer) => answer.StatusCode
        is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>The next address.</summary>
    /// <exception cref="ReproException">REPRO6034: there is none, or there have been too many. REPRO6037: it is plain HTTP where that is not allowed.</exception>
    public static Uri Next(HttpResponseMessage answer, Uri from, int hop, RegistryCall call, Schemes schemes)
    {
        if (hop >= Max) throw Malformed($"{call.Endpoint.Name} was asked for {call.What} and sends from one address to the next; after {Max} redirects there is still no answer.");
        return Resolve(answer, from, call, schemes);
    }

    /// <summary>The address in the header Location.</summary>
    /// <inheritdoc cref="Next"/>
    public static Uri Resolve(HttpResponseMessage answer, Uri from, RegistryCall call, Schemes schemes)
    {
        if (answer.Headers.Location is not { } location || !Uri.TryCreate(from, location, out var next) || next.Scheme is not ("http" or "https"))
        {
            throw Malformed($"{call.Endpoint.Name} was asked for {call.What} and answers {(int)answer.StatusCode} without an address to go on to (header Location).");
        }
        if (next.Scheme == "http" && (from.Scheme == "https" || !schemes.MayBePlain(next)))
        {
            throw new ReproException(DiagnosticCodes.InsecureAnswer,
                $"{call.Endpoint.Name} was asked for {call.What} and sends on to {next.Scheme}://{next.Authority}, without TLS. A registry behind a proxy must be told its own https address (docker-registry: http.host); one without TLS must be named in {RegistryOptions.PlainHttpVariable}.");
        }
        return next;
    }

    public static bool SameOrigin(Uri a, Uri b) => a.Scheme == b.Scheme && a.Port == b.Port && a.Host.Equals(b.Host, StringComparison.OrdinalIgnoreCase);

    private static ReproException Malformed(string message) => new(DiagnosticCodes.MalformedAnswer, message + " What answers there is no registry, or a broken one.");
}
