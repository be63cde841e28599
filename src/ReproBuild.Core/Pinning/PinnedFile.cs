using System.Text;
using ReproBuild.Diagnostics;

namespace ReproBuild.Pinning;

/// <summary>A text file that is to be edited: as it was when it was read, and written only if it still is so.</summary>
public sealed class PinnedFile
{
    private readonly byte[]? before;

    private PinnedFile(string path, byte[]? before) => (Path, this.before) = (path, before);

    /// <summary>The absolute path of the file itself; where the path that was given is a link, of what it leads to.</summary>
    public string Path { get; }

    /// <summary>The text as it was; null where there was no file. What is not UTF-8 is only fit to be compared.</summary>
    public string? Text => before is null ? null : Encoding.UTF8.GetString(before);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <param name="roots">
    /// The absolute paths of the folders that a link may lead into: those of the project and of its context. Whatever lies
    /// elsewhere belongs to someone else.
    /// </param>
    /// <returns>The file, which may be missing.</returns>
    /// <exception cref="ReproException">REPRO2019: it is a link that leads elsewhere. REPRO1011: it is a folder, a pipe or the like, or cannot be read.</exception>
    public static PinnedFile Read(string path, IReadOnlyList<string> roots)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(roots);
        try
        {
            RegularFile.Require(path);
            string real = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            if (real != path && !roots.Any(root => IsBelow(RealPath(real), RealPath(root))))
            {
                throw new ReproException(new Diagnostic(DiagnosticCodes.NotOursToEdit,
                    $"{path} is a link to {real}, which lies outside the project and its build context, so it is not edited. " +
                    "Pin it where it is, copy it here, or set ReproLockFileOnly=true.", File: path));
            }

            return new PinnedFile(real, Bytes(real));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReproException(new Diagnostic(DiagnosticCodes.UnreadableInput, $"{path} cannot be read: {e.Message}", File: path), e);
        }
    }

    /// <summary>Whether the file is still what it was.</summary>
    /// <param name="text">The text that was taken from it.</param>
    /// <exception cref="ReproException">REPRO2009: it has changed, cannot be read any more, or never held that text.</exception>
    public void RequireUnchanged(string? text)
    {
        byte[]? now;
        try
        {
            now = Bytes(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Changed(e); // It could be read before.
        }

        bool same = now is null ? before is null : before is not null && now.AsSpan().SequenceEqual(before);
        if (!same || (text is not null && !Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(before))) throw Changed(null);
    }

    /// <summary>Prepares a new content beside the file.</summary>
    /// <param name="text">The text; written as UTF-8, a byte order mark only where the text begins with one.</param>
    /// <returns>What moves it into place by one rename.</returns>
    /// <exception cref="ReproException">REPRO1008 or REPRO4005: the folder cannot be written.</exception>
    public StagedText Stage(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return StagedText.Write(Path, text);
    }

    private static byte[]? Bytes(string path)
    {
        RegularFile.Require(path);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private ReproException Changed(Exception? inner) => new(
        new Diagnostic(DiagnosticCodes.ChangedMeanwhile,
            $"{Path} was changed by someone else while its images were looked up. Nothing was written; pin again.", File: Path), inner);

    // realpath(3), which .NET lacks: every folder on the way may be a link.
    private static string RealPath(string path)
    {
        string real = System.IO.Path.GetPathRoot(path)!;
        foreach (string part in path[real.Length..].Split(System.IO.Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = System.IO.Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            if (info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true) is { } target) real = target.FullName;
        }

        return real;
    }

    private static bool IsBelow(string file, string folder) =>
        file.StartsWith(System.IO.Path.TrimEndingDirectorySeparator(folder) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
