using System.Text;
using System.Text.Json;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>A config.json of Docker's or an auth.json of podman's. docker-config-json(5), containers-auth.json(5).</summary>
internal sealed class CredentialFile
{
    private const string DockerHubServer = "https://index.docker.io/v1/";
    private const long MaxFileBytes = 4 << 20;

    private readonly JsonElement _root;
    private readonly string _path;

    private CredentialFile(JsonElement root, string path) => (_root, _path) = (root, path);

    /// <summary>What a registry is called where credentials are kept.</summary>
    public static string ServerOf(string registry) => registry == ImageReference.DockerHub ? DockerHubServer : registry;

    /// <summary>Reads a file; null where there is none.</summary>
    /// <exception cref="ReproException">REPRO6036: it is a folder, a pipe or the like, or cannot be read.</exception>
    public static CredentialFile? Open(string path)
    {
        try
        {
            RegularFile.Require(path);
            var file = new FileInfo(path);
            if (!file.Exists) return null;
            if (file.Length > MaxFileBytes) throw Unusable(path, $"it is longer than {MaxFileBytes} bytes", null);
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Unusable(path, "it is no JSON object", null);
            return new CredentialFile(document.RootElement.Clone(), path);
        }
        catch (JsonException e)
        {
            // The parser's own message may quote the file.
            throw Unusable(path, $"line {e.LineNumber + 1} is no JSON", null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>The helpers to ask for a registry, by the ends of their names, in order.</summary>
    public IEnumerable<string> Helpers(string registry)
    {
        var own = Member(_root, "credHelpers") is { ValueKind: JsonValueKind.Object } helpers
            ? helpers.EnumerateObject().Where(h => NamesOf(registry).Contains(Trim(h.Name))).Select(h => Text(h.Value)) : [];
        return own.Append(Text(Member(_root, "credsStore"))).OfType<string>().Where(h => h.Length > 0).Distinct();
    }

    /// <summary>What the file itself holds; the entry for the longest part of the repository's name counts.</summary>
    public RegistryCredential? Find(string registry, string repository)
    {
        if (Member(_root, "auths") is not { ValueKind: JsonValueKind.Object } auths) return null;
        var names = NamesOf(registry).ToArray();
        for (string? rest = repository; ; rest = Parent(rest))
        {
            foreach (var entry in auths.EnumerateObject())
            {
                string key = Trim(entry.Name);
                if (names.Any(n => key == (rest is null ? n : $"{n}/{rest}")) && Read(entry) is { } credential) return credential;
            }
            if (rest is null) return null;
        }
    }

    private RegistryCredential? Read(JsonProperty entry)
    {
        if (entry.Value.ValueKind != JsonValueKind.Object) throw Unusable(_path, $"what it holds for \"{entry.Name}\" is no JSON object", null);
        string? user = Text(Member(entry.Value, "username")), password = Text(Member(entry.Value, "password"));
        if (Text(Member(entry.Value, "auth")) is { Length: > 0 } auth) (user, password) = Decode(auth, entry.Name);
        if (Text(Member(entry.Value, "registrytoken")) is { Length: > 0 } token) return RegistryCredential.Bearer(token);
        if (Text(Member(entry.Value, "identitytoken")) is { Length: > 0 } identity) return RegistryCredential.Identity(identity, user);
        return string.IsNullOrEmpty(user) || password is null ? null : RegistryCredential.Basic(user, password);
    }

    private (string, string) Decode(string auth, string name)
    {
        byte[] bytes = new byte[auth.Length];
        string text = Convert.TryFromBase64String(auth, bytes, out int count) ? Encoding.UTF8.GetString(bytes, 0, count).TrimEnd('\0') : "";
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? (text[..colon], text[(colon + 1)..]) : throw Unusable(_path, $"the \"auth\" that it holds for \"{name}\" is no name and password in base64", null);
    }

    private static string? Parent(string? repository) => repository?.LastIndexOf('/') is > 0 and int slash ? repository[..slash] : null;

    private static string[] NamesOf(string registry) =>
        registry == ImageReference.DockerHub ? ["index.docker.io", "docker.io", "registry-1.docker.io"] : [registry];

    // Old versions of Docker wrote addresses, https://host/v1/, where newer ones write hosts.
    private static string Trim(string key)
    {
        if (key.IndexOf("://", StringComparison.Ordinal) is >= 0 and int scheme) key = key[(scheme + 3)..];
        key = key.TrimEnd('/');
        return key.EndsWith("/v1", StringComparison.Ordinal) || key.EndsWith("/v2", StringComparison.Ordinal) ? key[..^3] : key;
    }

    private static JsonElement? Member(JsonElement? parent, string key) => parent is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(key, out var found) ? found : null;

    private static string? Text(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static ReproException Unusable(string path, string why, Exception? e) => new(
        DiagnosticCodes.CredentialsUnusable, $"The credentials in \"{path}\" cannot be read: {why}. Correct or remove the file, and log in again.", e);
}
