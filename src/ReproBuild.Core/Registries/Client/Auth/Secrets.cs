using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;

namespace ReproBuild.Registries;

/// <summary>Every secret that a client has held, so that none is repeated when a registry's own words are quoted.</summary>
internal sealed class Secrets
{
    // Shorter texts stand in ordinary words too; no registry takes such a password.
    private const int ShortestHidden = 4;

    private readonly ConcurrentDictionary<string, byte> _known = new(StringComparer.Ordinal);

    public void Remember(RegistryCredential credential)
    {
        Remember(credential.Password);
        Remember(credential.IdentityToken);
        Remember(credential.RegistryToken);
        if (credential.Password is not null) Remember(Basic(credential.UserName!, credential.Password).Parameter);
    }

    public void Remember(string? secret)
    {
        if (secret is null || secret.Length < ShortestHidden) return;
        _known.TryAdd(secret, 0);
        _known.TryAdd(Uri.EscapeDataString(secret), 0);
    }

    public string Hide(string text) => _known.Keys.OrderByDescending(s => s.Length).Aggregate(text, (t, s) => t.Replace(s, "…", StringComparison.Ordinal));

    public static AuthenticationHeaderValue Basic(string userName, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}")));
}
