using System.Net.Http.Headers;

namespace ReproBuild.Registries;

/// <summary>A header that a registry should accept.</summary>
/// <param name="header">The header's value.</param>
/// <param name="expires">When it becomes useless; null for never.</param>
/// <param name="hasCredential">Whether a credential stands behind it; else anyone could have it.</param>
internal sealed class Grant(AuthenticationHeaderValue header, DateTimeOffset? expires, bool hasCredential)
{
    public AuthenticationHeaderValue Header => header;
    public bool HasCredential => hasCredential;

    public bool IsValid(DateTimeOffset now) => expires is null || now < expires;
}
