using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>The words of what is wrong with an archive, in one place so that they agree.</summary>
internal static class ArchiveErrors
{
    private const string MakeAgain = "Make the archive again, or copy it again from where it came.";

    public static ReproException Missing(string path) => new(
        DiagnosticCodes.ArchiveMissing, $"The archive \"{path}\" does not exist. Give the path of an OCI archive, an OCI layout folder or a docker-archive.");

    public static ReproException Unreadable(string path, Exception exception) => new(
        DiagnosticCodes.ArchiveMissing, $"The archive \"{path}\" cannot be read: {exception.Message}", exception);

    public static ReproException Empty(string path) => new(
        DiagnosticCodes.ArchiveTruncated, $"The archive \"{path}\" is empty. {MakeAgain}");

    public static ReproException NotAnArchive(string path, string why) => new(
        DiagnosticCodes.NotAnArchive, $"\"{path}\" is no archive of an image: {why}. Give an OCI archive, an OCI layout folder or a docker-archive.");

    public static ReproException Truncated(string path, string where) => new(
        DiagnosticCodes.ArchiveTruncated, $"The archive \"{path}\" is truncated: it ends {where}. {MakeAgain}");

    /// <summary>What the tar or gzip reader found, said of an archive: one that ends too soon is truncated, anything else is no archive.</summary>
    public static ReproException OuterTar(string path, bool atEnd, ReproException cause) => new(
        atEnd ? DiagnosticCodes.ArchiveTruncated : DiagnosticCodes.NotAnArchive,
        atEnd ? $"The archive \"{path}\" is truncated. {cause.Message}" : $"\"{path}\" is no archive of an image. {cause.Message}",
        cause);

    public static ReproException DigestLie(string what, Digest promised, Digest found) => new(
        DiagnosticCodes.DigestMismatch, $"{Capital(what)} hashes to {found} and not to {promised}: its bytes were changed after it was made. {MakeAgain}");

    public static ReproException DiffIdLie(string what, Digest promised, Digest found) => new(
        DiagnosticCodes.DigestMismatch, $"{Capital(what)} unpacks to bytes that hash to {found}, and the image's configuration promises the diffID {promised}. {MakeAgain}");

    public static ReproException SizeLie(string what, long promised, long found) => new(
        DiagnosticCodes.SizeMismatch, $"{Capital(what)} is {found} bytes long and not {promised}, as what points to it says. {MakeAgain}");

    public static ReproException BlobMissing(string what, string path) => new(
        DiagnosticCodes.BlobMissing, $"{Capital(what)} is named but not there in \"{path}\". {MakeAgain}");

    public static ReproException MalformedJson(string name, string why, Exception? exception = null) => new(
        DiagnosticCodes.MalformedManifest, $"{Capital(name)} is malformed: {why}. The tool that made it is at fault; make the archive again.", exception);

    public static ReproException MalformedLayer(string what, string why, Exception? exception = null) => new(
        DiagnosticCodes.MalformedLayer, $"{Capital(what)} is malformed: {why}. No engine would unpack it; make the image again.", exception);

    public static ReproException UnknownMediaType(string what, string mediaType) => new(
        DiagnosticCodes.UnknownMediaType, $"{Capital(what)} has the media type \"{mediaType}\", which is not known here, so it cannot be compared. Export the image with OCI or Docker media types.");

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
