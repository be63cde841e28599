using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>The words of what is wrong with an archive, in one place so that they agree.</summary>
internal static class ArchiveErrors
{
    private const int MaxShown = 2000;
    private const string MakeAgain = "Make the archive again, or copy it again from where it came.";

    public static ReproException Missing(string path) => Error(
        DiagnosticCodes.ArchiveMissing, $"The archive \"{path}\" does not exist. Give the path of an OCI archive, an OCI layout folder or a docker-archive.");

    public static ReproException Unreadable(string path, Exception exception) => Error(
        DiagnosticCodes.ArchiveMissing, $"The archive \"{path}\" cannot be read: {exception.Message}", exception);

    public static ReproException Empty(string path) => Error(
        DiagnosticCodes.ArchiveTruncated, $"The archive \"{path}\" is empty. {MakeAgain}");

    public static ReproException NotAnArchive(string path, string why) => Error(
        DiagnosticCodes.NotAnArchive, $"\"{path}\" is no archive of an image: {why}. Give an OCI archive, an OCI layout folder or a docker-archive.");

    public static ReproException Truncated(string path, string where) => Error(
        DiagnosticCodes.ArchiveTruncated, $"The archive \"{path}\" is truncated: it ends {where}. {MakeAgain}");

    /// <summary>What the tar or gzip reader found, said of an archive: one that ends too soon is truncated, anything else is no archive.</summary>
    public static ReproException OuterTar(string path, bool atEnd, ReproException cause) => Error(
        atEnd ? DiagnosticCodes.ArchiveTruncated : DiagnosticCodes.NotAnArchive,
        atEnd ? $"The archive \"{path}\" is truncated. {cause.Message}" : $"\"{path}\" is no archive of an image. {cause.Message}",
        cause);

    public static ReproException DigestLie(string what, Digest promised, Digest found) => Error(
        DiagnosticCodes.DigestMismatch, $"{Capital(what)} hashes to {found} and not to {promised}: its bytes were changed after it was made. {MakeAgain}");

    public static ReproException DiffIdLie(string what, Digest promised, Digest found) => Error(
        DiagnosticCodes.DigestMismatch, $"{Capital(what)} unpacks to bytes that hash to {found}, and the image's configuration promises the diffID {promised}. {MakeAgain}");

    public static ReproException SizeLie(string what, long promised, long found) => Error(
        DiagnosticCodes.SizeMismatch, $"{Capital(what)} is {found} bytes long and not {promised}, as what points to it says. {MakeAgain}");

    public static ReproException BlobMissing(string what, string path) => Error(
        DiagnosticCodes.BlobMissing, $"{Capital(what)} is named but not there in \"{path}\". {MakeAgain}");

    public static ReproException MalformedJson(string name, string why, Exception? exception = null) => Error(
        DiagnosticCodes.MalformedManifest, $"{Capital(name)} is malformed: {why}. The tool that made it is at fault; make the archive again.", exception);

    public static ReproException MalformedLayer(string what, string why, Exception? exception = null) => Error(
        DiagnosticCodes.MalformedLayer, $"{Capital(what)} is malformed: {why}. No engine would unpack it; make the image again.", exception);

    public static ReproException DiskFull(string path, Exception exception) => Error(
        DiagnosticCodes.DiskFull, $"The compressed archive \"{path}\" cannot be unpacked into the temporary folder: {exception.Message} Make room there, or set TMPDIR to a folder with room.", exception);

    public static ReproException UnknownMediaType(string what, string mediaType) => Error(
        DiagnosticCodes.UnknownMediaType, $"{Capital(what)} has the media type \"{mediaType}\", which is not known here, so it cannot be compared. Export the image with OCI or Docker media types.");

    /// <summary>Names and values come from archives: one may be a megabyte long, or hold a line that looks like a message of its own.</summary>
    public static string Printable(string text) =>
        PrintableText.Escape(text, MaxShown) + (text.Length > MaxShown ? $" ({text.Length} characters)" : "");

    private static ReproException Error(string code, string message, Exception? exception = null) =>
        new(code, Printable(message), exception);

    /// <summary>Begins a sentence; the name of a file stays as it is.</summary>
    private static string Capital(string text)
    {
        int word = text.IndexOf(' ', StringComparison.Ordinal);
        return word > 0 && text.AsSpan(0, word).ContainsAnyExceptInRange('a', 'z') ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }
}
