namespace ReproBuild.Diagnostics;

/// <summary>Turns what the platform says when a file cannot be written into a diagnostic.</summary>
public static class WriteErrors
{
    // The numbers of errno(3) and of Windows for a full disk and an exceeded quota.
    private const int PosixNoSpace = 28, PosixQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Runs <paramref name="write"/>.</summary>
    /// <param name="path">The file or folder that is being written, for the message.</param>
    /// <param name="write">What writes it.</param>
    /// <exception cref="ReproException">REPRO4005 where the disk is full; REPRO1008 where it cannot be written for another reason.</exception>
    public static T Explain<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (IsOne(e))
        {
            throw Explain(path, e);
        }
    }

    /// <inheritdoc cref="Explain{T}(string, Func{T})"/>
    public static void Explain(string path, Action write) => Explain(path, () => { write(); return 0; });

    /// <summary>Deletes a file that must not stay when something has failed. Where it cannot be deleted it stays: the failure is what counts.</summary>
    /// <param name="file">Its path; it may be missing, and so may its folder.</param>
    public static void DeleteLeftover(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (IsOne(e))
        {
            // An error is on its way and must not be hidden.
        }
    }

    /// <summary>Whether it is what the platform throws when a file cannot be written.</summary>
    public static bool IsOne(Exception e) => e is IOException or UnauthorizedAccessException or System.Security.SecurityException;

    /// <summary>The diagnostic for what the platform has thrown.</summary>
    public static ReproException Explain(string path, Exception e) =>
        e.HResult is PosixNoSpace or PosixQuota or WindowsDiskFull or WindowsHandleDiskFull
            ? new ReproException(
                DiagnosticCodes.DiskFull,
                $"\"{path}\" could not be written: the disk is full. Free some space, or name an output folder on another disk. Nothing half-written was left.",
                e)
            : new ReproException(
                DiagnosticCodes.CannotWrite,
                $"\"{path}\" cannot be written: {e.Message} Make the folder writable, or name another one.",
                e);
}
