using System.Net;
using System.Text.Json;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>The words of what a registry's status means.</summary>
internal static class AnswerErrors
{
    /// <summary>What is said of a status that has no meaning here.</summary>
    public const string NoRegistry = "That is no answer to such a question; what answers there may be no registry.";

    private const long MaxErrorBytes = 64 << 10;
    private const int MaxQuoted = 300;

    /// <summary>408, 429 and 5xx, which may pass.</summary>
    public static TransientFault Busy(HttpResponseMessage answer, string name, string what, TimeProvider clock)
    {
        var wait = RetryAfter.Read(answer, clock);
        string status = Status(answer.StatusCode);
        return new TransientFault(n =>
        {
            string later = wait is { TotalSeconds: >= 1 } ? $" and asks to wait {Math.Ceiling(wait.Value.TotalSeconds):0} s" : "";
            string remedy = answer.StatusCode == HttpStatusCode.TooManyRequests ? "Wait, log in for a higher limit, or name a mirror." : "Try again later.";
            return new ReproException(DiagnosticCodes.RegistryBusy, $"{name} answered {status} when it was asked for {what}{later}. {WireErrors.Tried(n)} {remedy}");
        }, wait);
    }

    /// <summary>Any other status but success.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="missing">The code for 404.</param>
    /// <param name="secrets">What must not be quoted.</param>
    /// <param name="watchdog">Bounds the reading of the registry's own words.</param>
    public static async Task<ReproException> OfAsync(RegistryCall call, RegistryAnswer answer, string missing, Secrets secrets, Watchdog watchdog)
    {
        var (code, message) = await QuoteAsync(answer.Http, call.Endpoint.Name, watchdog).ConfigureAwait(false);
        string said = message.Length == 0 ? "" : $" It says: {Shown(message, secrets)}.";
        string status = $"{call.Endpoint.Name} answered {Status(answer.Status)} when it was asked for {call.What}.{said}";
        string login = $"docker login {call.Endpoint.CredentialName}";
        var (diagnostic, remedy) = answer.Status switch
        {
            HttpStatusCode.Unauthorized when answer.HadCredential => (DiagnosticCodes.AccessDenied, $"It does not take the credentials for {call.Endpoint.CredentialName}; type: {login}"),
            HttpStatusCode.Unauthorized => (DiagnosticCodes.AccessDenied, $"There is no such repository, or it is private and there are no credentials for {call.Endpoint.CredentialName}; type: {login}"),
            HttpStatusCode.Forbidden when answer.HadCredential => (DiagnosticCodes.AccessDenied, $"Whoever is logged in may not do this to {call.Repository}; ask its owner for the right, or log in as someone else: {login}"),
            HttpStatusCode.Forbidden => (DiagnosticCodes.AccessDenied, $"Not everybody may do this; type: {login}"),
            HttpStatusCode.NotFound => (missing, code == "NAME_UNKNOWN" ? "There is no such repository; correct its name." : "Correct the name, the tag or the digest; what was there may have been deleted."),
            _ => (DiagnosticCodes.MalformedAnswer, NoRegistry),
        };
        return new ReproException(diagnostic, $"{status} {remedy}");
    }

    public static string Status(HttpStatusCode status) => $"{(int)status} {(Enum.IsDefined(status) ? status.ToString() : "")}".TrimEnd();

    // OCI distribution specification, "Error Codes". Whatever is there instead (a page of a proxy's) is not shown.
    private static async Task<(string Code, string Message)> QuoteAsync(HttpResponseMessage answer, string name, Watchdog watchdog)
    {
        try
        {
            byte[] body = await BoundedBody.ReadAsync(answer, MaxErrorBytes, nameof(MaxErrorBytes), "an error", name, watchdog).ConfigureAwait(false);
            using var document = JsonDocument.Parse(body);
            var first = document.RootElement.GetProperty("errors")[0];
            string code = first.TryGetProperty("code", out var c) ? c.GetString() ?? "" : "";
            return (code, first.TryGetProperty("message", out var m) && m.GetString() is { Length: > 0 } text ? $"{code}: {text}" : code);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or TransientFault or ReproException)
        {
            return ("", "");
        }
    }

    private static string Shown(string message, Secrets secrets)
    {
        string text = secrets.Hide(ArchiveErrors.Printable(message)).Trim().TrimEnd('.');
        return text.Length > MaxQuoted ? text[..MaxQuoted] + "…" : text;
    }
}
