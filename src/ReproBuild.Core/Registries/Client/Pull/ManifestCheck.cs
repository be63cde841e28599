using System.Security.Cryptography;
using System.Text.Json;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Holds a manifest against everything that was said about it: digests, length, media types.</summary>
internal static class ManifestCheck
{
    private const string Lies = "The registry, or something in front of it, lies or is damaged; do not use what it gives.";

    /// <returns>What the bytes really are.</returns>
    /// <exception cref="ReproException">REPRO6004, REPRO6008, REPRO6009: they are not what was promised.</exception>
    public static Descriptor Check(byte[] bytes, RegistryAnswer answer, ImageReference reference, RegistryCall call)
    {
        string name = call.Endpoint.Name;
        var promised = Digest.TryParse(answer.Header("Docker-Content-Digest"), out var header) ? header : null;
        var digest = reference.Digest is { } asked ? Hash(bytes, asked) : Digest.Of(bytes);
        if (reference.Digest is { } wanted && wanted != digest)
        {
            throw Lie($"{name} was asked for {call.What} and gave bytes that hash to {digest}.");
        }
        if (promised is not null && Hash(bytes, promised) is var found && found != promised)
        {
            throw Lie($"{name} gave as {call.What} bytes that hash to {found}, and says itself that they hash to {promised} (header Docker-Content-Digest).");
        }
        return new Descriptor(CheckType(bytes, answer, call), digest, bytes.Length);
    }

    private static string CheckType(byte[] bytes, RegistryAnswer answer, RegistryCall call)
    {
        string type = answer.Http.Content.Headers.ContentType?.MediaType ?? "";
        if (type.StartsWith("application/vnd.docker.distribution.manifest.v1", StringComparison.Ordinal) || Text(bytes, "schemaVersion") == "1")
        {
            throw new ReproException(DiagnosticCodes.UnknownMediaType,
                $"{call.Endpoint.Name} gave {call.What} in Docker's schema 1, which names no configuration and is no longer in use. Push the image again with a current engine, and use its new digest.");
        }
        if (!MediaTypes.IsIndex(type) && !MediaTypes.IsManifest(type))
        {
            throw new ReproException(DiagnosticCodes.UnknownMediaType,
                ArchiveErrors.Printable($"{call.Endpoint.Name} gave {call.What} as \"{type}\", which is neither an index nor a manifest. Correct the name: what answers there may be no registry, or the name of something else than an image."));
        }

        // Before they are read as what the header says. Where the bytes name no type, only the header decides: Docker's has always stood there.
        if (Text(bytes, "mediaType") is { } own && own != type)
        {
            throw new ReproException(DiagnosticCodes.MalformedManifest,
                ArchiveErrors.Printable($"{call.Endpoint.Name} gave {call.What} as \"{type}\" (header Content-Type), and the bytes say \"{own}\" (mediaType). {Lies}"));
        }
        string what = $"{call.What} from {call.Endpoint.Name}";
        if (MediaTypes.IsIndex(type)) ImageJson.ParseIndex(bytes, what);
        else ImageJson.ParseManifest(bytes, what);
        return type;
    }

    private static string? Text(byte[] bytes, string key)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(key, out var found) ? found.ToString() : null;
        }
        catch (JsonException)
        {
            return null; // The readers say it better.
        }
    }

    /// <summary>Hashes by the algorithm of another digest.</summary>
    public static Digest Hash(ReadOnlySpan<byte> bytes, Digest like) => like.Algorithm == "sha512"
        ? Digest.FromHash(HashAlgorithmName.SHA512, SHA512.HashData(bytes)) : Digest.Of(bytes);

    private static ReproException Lie(string message) => new(DiagnosticCodes.DigestMismatch, $"{message} {Lies}");
}
