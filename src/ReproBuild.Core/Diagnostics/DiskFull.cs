namespace ReproBuild.Diagnostics;

/// <summary>Tells a full disk from other failures.</summary>
public static class DiskFull
{
    private const int ErrorNoSpace = 28; // ENOSPC
    private const int ErrorQuota = 122; // EDQUOT on Linux
    private const int ErrorDiskFull = unchecked((int)0x80070070); // HRESULT of ERROR_DISK_FULL
    private const int ErrorHandleDiskFull = unchecked((int)0x80070027); // HRESULT of ERROR_HANDLE_DISK_FULL

    /// <summary>Whether an exception means that no space, or no quota, is left.</summary>
    public static bool Is(Exception exception) =>
        exception is IOException { HResult: ErrorNoSpace or ErrorQuota or ErrorDiskFull or ErrorHandleDiskFull };

    /// <summary>Whether a line of a program's output says that no space, or no quota, is left.</summary>
    public static bool IsSaidIn(string line) =>
        line.Contains("no space left on device", StringComparison.OrdinalIgnoreCase)
        || line.Contains("disk quota exceeded", StringComparison.OrdinalIgnoreCase)
        || line.Contains("not enough space on the disk", StringComparison.OrdinalIgnoreCase);

    /// <summary>REPRO4005, for a path that could not be written.</summary>
    /// <param name="path">What was being written.</param>
    /// <param name="exception">What the platform said.</param>
    public static ReproException At(string path, Exception exception) => new(DiagnosticCodes.DiskFull,
        $"The disk is full: {path} could not be written. Make room, and build again.", exception);
}
