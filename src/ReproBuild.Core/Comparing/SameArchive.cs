using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Comparing;

/// <summary>Tells when both sides are one archive: it always equals itself, which says nothing about two builds.</summary>
internal static class SameArchive
{
    /// <summary>Why there is nothing to compare; null where the sides are two archives.</summary>
    public static Diagnostic? Find(ImageArchive left, ImageArchive right)
    {
        string path = Real(left.Path);
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        string other = Real(right.Path);
        return string.Equals(path, other, comparison) || (FileStatus.Of(path) is { } status && status == FileStatus.Of(other))
            ? new Diagnostic(DiagnosticCodes.Inconclusive, $"Both sides are one archive, \"{path}\", which always equals itself. Name two archives.")
            : null;
    }

    // The path with every link resolved, those of its folders too.
    private static string Real(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent) return full;

        string here = Path.Combine(Real(parent), Path.GetFileName(full));
        try
        {
            FileSystemInfo entry = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
            return entry.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Real(target.FullName) : here;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return here;
        }
    }
}
