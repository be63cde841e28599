using System.Globalization;
using System.Text;
using System.Text.Json;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Reads a lock file strictly: a field that nobody knows may be one that matters.</summary>
internal sealed class LockFileReader
{
    private const int MaxBytes = 16 << 20;

    private readonly string path;

    private LockFileReader(string path) => this.path = path;

    public static LockFile Read(byte[] bytes, string path)
    {
        if (bytes.Length > MaxBytes) throw Malformed(path, $"It is larger than {MaxBytes >> 20} MiB.");
        ReadOnlySpan<byte> json = bytes;
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[3..];
        if (ConflictLine(json) is { } line)
        {
            throw new ReproException(new Diagnostic(DiagnosticCodes.LockFileConflict,
                "The lock file holds the markers of a merge conflict. Take either side whole and pin again: dotnet build -t:PinBaseImages.",
                File: path, Line: line, Column: 1));
        }

        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            return new LockFileReader(path).Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw Malformed(path, e.Message, (int)Math.Min((e.LineNumber ?? 0) + 1, int.MaxValue), (int)Math.Min((e.BytePositionInLine ?? 0) + 1, int.MaxValue), e);
        }
        catch (InvalidOperationException e)
        {
            throw Malformed(path, "It holds half a character, or another kind of value than is meant.", inner: e);
        }
    }

    private static int? ConflictLine(ReadOnlySpan<byte> json)
    {
        int line = 1;
        while (!json.IsEmpty)
        {
            if (json.StartsWith("<<<<<<< "u8) || json.StartsWith(">>>>>>> "u8) || json.StartsWith("||||||| "u8)) return line;
            int feed = json.IndexOf((byte)'\n');
            if (feed < 0) return null;
            json = json[(feed + 1)..];
            line++;
        }

        return null;
    }

    private LockFile Read(JsonElement root)
    {
        Require(root, JsonValueKind.Object, "The file");
        // The version first: all that is said about the rest holds for one version alone.
        if (!root.TryGetProperty("version", out var version)) throw Malformed("It has no version.");
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int number) || number < 1) throw Malformed("Its version is no whole number from 1.");
        if (number != LockFile.Version)
        {
            throw new ReproException(new Diagnostic(DiagnosticCodes.LockFileVersion, string.Create(CultureInfo.InvariantCulture,
                $"The lock file has version {number}; this ReproBuild.Sdk reads and writes version {LockFile.Version}. ") + (number > LockFile.Version
                    ? "A newer ReproBuild.Sdk wrote it: use that one."
                    : "Delete it and pin again: dotnet build -t:PinBaseImages."), File: path));
        }

        Know(root, "The file", "$schema", "version", "images");
        var images = new Dictionary<string, LockedImage>(StringComparer.Ordinal);
        if (!root.TryGetProperty("images", out var all)) throw Malformed("It has no images.");
        Require(all, JsonValueKind.Object, "images");
        foreach (var image in all.EnumerateObject()) images.Add(Key(image.Name), Image(image.Name, image.Value));
        return new LockFile(path, images);
    }

    private LockedImage Image(string key, JsonElement value)
    {
        string what = $"\"{key}\"";
        Require(value, JsonValueKind.Object, what);
        Know(value, what, "digest", "mediaType", "platforms", "onBuild");
        var (digest, type) = Manifest(value, what);
        if (!value.TryGetProperty("platforms", out var platforms)) throw Malformed($"{what} has no platforms.");
        Require(platforms, JsonValueKind.Object, $"The platforms of {what}");
        return new LockedImage(digest, type)
        {
            Platforms = [.. platforms.EnumerateObject().Select(p => PlatformOf(p, what)).OrderBy(p => p.Platform.ToString(), StringComparer.Ordinal)],
            OnBuild = value.TryGetProperty("onBuild", out var uses) ? OnBuild(uses, what) : [],
        };
    }

    private PlatformManifest PlatformOf(JsonProperty property, string image)
    {
        string what = $"The platform \"{property.Name}\" of {image}";
        Require(property.Value, JsonValueKind.Object, what);
        Know(property.Value, what, "digest", "mediaType");
        int colon = property.Name.IndexOf(':', StringComparison.Ordinal);
        string[] parts = (colon < 0 ? property.Name : property.Name[..colon]).Split('/');
        if (parts.Length is not (2 or 3) || parts.Any(p => p.Length == 0)) throw Malformed($"{what} is not os/architecture or os/architecture/variant.");
        var (digest, type) = Manifest(property.Value, what);
        string? version = colon < 0 ? null : property.Name[(colon + 1)..];
        return new PlatformManifest(new Platform(parts[0], parts[1], parts.Length == 3 ? parts[2] : null, version), digest, type);
    }

    private string[] OnBuild(JsonElement uses, string image)
    {
        Require(uses, JsonValueKind.Array, $"onBuild of {image}");
        return [.. uses.EnumerateArray().Select(u => Key(u.ValueKind == JsonValueKind.String ? u.GetString()! : "")).Order(StringComparer.Ordinal)];
    }

    private (Digest Digest, string MediaType) Manifest(JsonElement value, string what)
    {
        string text = Text(value, "digest", what);
        if (!Images.Digest.TryParse(text, out var digest)) throw Malformed($"{what} has the digest \"{text}\", which is none.");
        string type = Text(value, "mediaType", what);
        return MediaTypes.IsIndex(type) || MediaTypes.IsManifest(type) ? (digest, type) : throw Malformed($"{what} has the media type \"{type}\", which is none of an image.");
    }

    private string Text(JsonElement value, string name, string what) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : throw Malformed($"{what} has no {name}.");

    private string Key(string key) =>
        ImageReference.TryParse(key, out var reference, out string? reason)
            ? key == LockFile.KeyOf(reference) ? key : throw Malformed($"\"{key}\" is not written in full. Write \"{LockFile.KeyOf(reference)}\".")
            : throw Malformed($"It names an image that is none. {reason}");

    private void Require(JsonElement value, JsonValueKind kind, string what)
    {
        if (value.ValueKind != kind) throw Malformed($"{what} is no JSON {kind.ToString().ToLowerInvariant()}.");
    }

    private void Know(JsonElement value, string what, params string[] known)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (!known.Contains(property.Name)) throw Malformed($"{what} has a field \"{property.Name}\", which is not known.");
        }
    }

    private ReproException Malformed(string why) => Malformed(path, why);

    private static ReproException Malformed(string path, string why, int line = 0, int column = 0, Exception? inner = null) =>
        new(new Diagnostic(DiagnosticCodes.LockFileMalformed,
            $"The lock file is malformed. {why.TrimEnd('.')}. Restore it from git, or delete it and pin again: dotnet build -t:PinBaseImages.",
            File: path, Line: line, Column: column), inner);
}
