using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace ReproBuild.Registries;

/// <summary>What an answer 401 asks for. RFC 9110, section 11.6.1; RFC 6750, section 3; the distribution project's token specification.</summary>
/// <param name="Scheme">The scheme as it is written.</param>
/// <param name="Parameters">Its parameters by lower-case names.</param>
internal sealed partial record AuthChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public bool IsBearer => Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase);
    public bool IsBasic => Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase);
    public string? Realm => Parameters.GetValueOrDefault("realm");
    public string? Service => Parameters.GetValueOrDefault("service");
    public string? Scope => Parameters.GetValueOrDefault("scope");

    /// <summary>The challenge to answer: Bearer before Basic, else the first; null where there is none.</summary>
    public static AuthChallenge? Read(HttpResponseHeaders headers)
    {
        var all = headers.WwwAuthenticate.Select(h => new AuthChallenge(h.Scheme, Split(h.Parameter))).ToArray();
        return all.FirstOrDefault(c => c.IsBearer) ?? all.FirstOrDefault(c => c.IsBasic) ?? all.FirstOrDefault();
    }

    // .NET splits challenges and leaves the parameters of each as one text.
    private static Dictionary<string, string> Split(string? text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Parameter().Matches(text ?? ""))
        {
            string value = match.Groups["quoted"].Success ? Escape().Replace(match.Groups["quoted"].Value, "$1") : match.Groups["token"].Value;
            parameters.TryAdd(match.Groups["name"].Value, value);
        }
        return parameters;
    }

    [GeneratedRegex(@"(?<name>[A-Za-z0-9_-]+)\s*=\s*(?:""(?<quoted>(?:[^""\\]|\\.)*)""|(?<token>[^\s,""]+))", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\\(.)", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
