using System.Globalization;
using ReproBuild.Diagnostics;

namespace ReproBuild.Building;

/// <summary>
/// The folder that a verification writes to, held by one process at a time. The system drops the lock with the process that
/// holds it, so a killed one leaves none behind.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly FileStream held;

    private OutputFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>For what is half done: on the file system of the results, so that a rename moves it; gone after the run.</summary>
    public string WorkDirectory => System.IO.Path.Combine(Path, ".work");

    /// <summary>Where a pass's archive ends up.</summary>
    public string Archive(int number) => System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"build-{number}.oci.tar"));

    /// <summary>Where a pass's log is written.</summary>
    public string Log(int number) => System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"build-{number}.log"));

    /// <summary>Where the list of a pass's files ends up.</summary>
    public string Files(int number) => System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"build-{number}.files.tsv"));

    /// <summary>Makes the folder and takes its lock.</summary>
    /// <exception cref="ReproException">REPRO1008: cannot be written. REPRO1009: another process holds it. REPRO4005: disk full.</exception>
    public static OutputFolder Take(string path)
    {
        string lockPath = System.IO.Path.Combine(path, ".lock");
        try
        {
            Make(path);
            var held = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var folder = new OutputFolder(path, held);
            try
            {
                File.WriteAllText(HolderFile(path), $"process {Environment.ProcessId} on {Environment.MachineName}");
                return folder;
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        }
        catch (IOException e) when (IsHeld(lockPath))
        {
            throw new ReproException(DiagnosticCodes.Busy,
                $"Another verification{Holder(path)} writes to {path}. Wait for it, or set ReproOutputPath to another folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure(path, e);
        }
    }

    // A folder that we make hides itself from git: archives must neither be committed nor reach the context of the next build.
    private static void Make(string path)
    {
        if (Directory.Exists(path)) return;
        Directory.CreateDirectory(path);
        File.WriteAllText(System.IO.Path.Combine(path, ".gitignore"), "*\n");
    }

    /// <summary>The diagnostic for a failure to write into the output folder.</summary>
    public static ReproException WriteFailure(string path, Exception e) => DiskFull.Is(e)
        ? DiskFull.At(path, e)
        : new ReproException(DiagnosticCodes.CannotWrite,
            $"The output folder {path} cannot be written: {e.Message} Set ReproOutputPath to a folder that can.", e);

    public void Dispose()
    {
        try
        {
            File.Delete(HolderFile(Path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The name that is left behind is read only while somebody holds the lock, and then it is overwritten.
        }
        held.Dispose();
    }

    // Apart from the lock, because what is locked may not be read by others.
    private static string HolderFile(string path) => System.IO.Path.Combine(path, ".holder");

    private static bool IsHeld(string lockPath)
    {
        try
        {
            using var probe = new FileStream(lockPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string Holder(string path)
    {
        try
        {
            return $" ({File.ReadAllText(HolderFile(path))})";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // it has just ended, or just begun
        }
    }
}
