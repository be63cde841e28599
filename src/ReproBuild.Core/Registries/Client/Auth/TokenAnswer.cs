using System.Text.Json;
using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>Reads what a token server sends. None of it is ever quoted.</summary>
internal static class TokenAnswer
{
    // The specification's, where the server gives none; it also forbids shorter ones.
    private const double LeastSeconds = 60;

    public static Grant Read(byte[] body, string name, TimeProvider clock, Secrets secrets, bool hasCredential)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            string? token = Text(document.RootElement, "token") ?? Text(document.RootElement, "access_token");
            if (string.IsNullOrEmpty(token) || token.Any(c => c is <= ' ' or > '~')) throw Malformed(name, null);
            secrets.Remember(token);

            double seconds = document.RootElement.TryGetProperty("expires_in", out var given) && given.TryGetDouble(out double lifetime) ? Math.Clamp(lifetime, LeastSeconds, 86_400) : LeastSeconds;
            // Some of the time is gone when the token is used, and clocks differ.
            return new Grant(new("Bearer", token), clock.GetUtcNow().AddSeconds(seconds * 0.8), hasCredential);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Malformed(name, e);
        }
    }

    private static string? Text(JsonElement root, string key) => root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ReproException Malformed(string name, Exception? e) => new(
        DiagnosticCodes.MalformedAnswer, $"{name} answered 200 with something that holds no token. See whether the registry names the right server for its tokens (realm).", e);
}
