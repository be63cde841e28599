using System.Text.Json.Nodes;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>A manifest that refers to another.</summary>
/// <param name="Subject">The digest of the other.</param>
/// <param name="Descriptor">How a list of referrers describes it.</param>
internal sealed record Referrer(Digest Subject, Descriptor Descriptor)
{
    /// <summary>Reads a manifest; null where it refers to none.</summary>
    public static Referrer? Read(ReadOnlyMemory<byte> bytes, string mediaType)
    {
        var root = CanonicalJson.ParseObject(bytes.Span, "manifest that is pushed");
        if (!Digest.TryParse((root["subject"] as JsonObject)?["digest"]?.ToString(), out var subject)) return null;

        // A manifest without an artifactType is of the kind that its configuration is.
        string? type = root["artifactType"]?.ToString() ?? (root["config"] as JsonObject)?["mediaType"]?.ToString();
        var annotations = (root["annotations"] as JsonObject)?.ToDictionary(a => a.Key, a => a.Value?.ToString() ?? "") ?? [];
        return new Referrer(subject, new Descriptor(mediaType, Digest.Of(bytes.Span), bytes.Length) { ArtifactType = type, Annotations = annotations });
    }
}
