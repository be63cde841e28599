using ReproBuild.Diagnostics;

namespace ReproBuild.Sources;

/// <summary>
/// Copies files so that every clone of a commit would give the same folder: times at the epoch, modes by git, links kept.
/// </summary>
public static class SourceStage
{
    private const UnixFileMode Plain =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runnable =
        Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Copies files, as the working tree holds them, into a folder that is made for them.</summary>
    /// <param name="source">The folder that they lie in; absolute.</param>
    /// <param name="files">Which; one that the working tree lacks (deleted, not checked out) is left out.</param>
    /// <param name="destination">The folder to make; absolute, and empty or missing.</param>
    /// <param name="epoch">The time that every file, link and folder gets.</param>
    /// <param name="cancellationToken">Stops it between two files.</param>
    /// <returns>How many were copied.</returns>
    /// <exception cref="ReproException">REPRO1011: a file cannot be read. REPRO4005: the disk is full. REPRO1008: cannot write.</exception>
    public static int Copy(
        string source, IEnumerable<SourceFile> files, string destination, long epoch, CancellationToken cancellationToken)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(epoch).UtcDateTime;
        var folders = new HashSet<string>(StringComparer.Ordinal);
        int count = 0;
        MakeFolder(destination, folders);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Path.Contains('\uFFFD', StringComparison.Ordinal) && !Exists(Path.Combine(source, file.Path)))
                throw new ReproException(DiagnosticCodes.UnreadableInput,
                    $"The name of {FileNames.Printable(Path.Combine(source, file.Path))} is not UTF-8. Rename it, or let git ignore it.");
            if (CopyOne(source, file, destination, time, folders)) count++;
        }
        // A folder's time changes with every file that is put into it, so they come last; the deepest first, to be plain.
        foreach (string folder in folders.OrderByDescending(f => f.Length)) Directory.SetLastWriteTimeUtc(folder, time);
        return count;
    }

    private static bool CopyOne(string source, SourceFile file, string destination, DateTime time, HashSet<string> folders)
    {
        var from = new FileInfo(Path.Combine(source, file.Path));
        string to = Path.Combine(destination, file.Path);
        try
        {
            if (!from.Exists && from.LinkTarget is null) return false;
            MakeFolder(Path.GetDirectoryName(to)!, folders);
            if (from.LinkTarget is { } target)
            {
                File.CreateSymbolicLink(to, target);
            }
            else
            {
                // Never a hard link: the build could write through it into the original. The copy shares blocks where the
                // file system can. A pipe has length 0 too, and not every system tells it from a file: nothing empty is opened.
                if (from.Length == 0)
                {
                    RegularFile.Require(from.FullName);
                    File.WriteAllBytes(to, []);
                }
                else
                {
                    from.CopyTo(to);
                }

                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(to, file.Executable ? Runnable : Plain);
            }
            File.SetLastWriteTimeUtc(to, time);
            return true;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ReproException(DiagnosticCodes.UnreadableInput,
                $"{from.FullName} could not be copied to {to}: {e.Message} Give yourself the right to read it, or let git ignore it.", e);
        }
        catch (IOException e) when (DiskFull.Is(e))
        {
            throw DiskFull.At(to, e);
        }
        catch (IOException e)
        {
            throw new ReproException(DiagnosticCodes.UnreadableInput, $"{from.FullName} could not be copied to {to}: {e.Message}", e);
        }
    }

    private static void MakeFolder(string folder, HashSet<string> folders)
    {
        if (folders.Contains(folder)) return;
        string? parent = Path.GetDirectoryName(folder);
        if (folders.Count > 0 && parent is not null) MakeFolder(parent, folders);
        Directory.CreateDirectory(folder);
        // CreateDirectory obeys the umask; what is staged must not.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, Runnable);
        folders.Add(folder);
    }

    private static bool Exists(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
