using System.Globalization;
using System.Text;
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

    /// <summary>Makes the folder and takes its lock.</summary>
    /// <exception cref="ReproException">REPRO1008: cannot be written. REPRO1009: another process holds it. REPRO4005: disk full.</exception>
    public static OutputFolder Take(string path)
    {
        string lockPath = System.IO.Path.Combine(path, ".lock");
        try
        {
            Directory.CreateDirectory(path);
            // Truncated only once it is held: until then the name in it is the holder's.
            var held = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(Encoding.UTF8.GetBytes($"process {Environment.ProcessId} on {Environment.MachineName}"));
            held.Flush();
            return new OutputFolder(path, held);
        }
        catch (IOException e) when (Holder(lockPath) is { } holder)
        {
            throw new ReproException(DiagnosticCodes.Busy,
                $"Another verification ({holder}) writes to {path}. Wait for it, or set ReproOutputPath to another folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure(path, e);
        }
    }

    /// <summary>The diagnostic for a failure to write into the output folder.</summary>
    public static ReproException WriteFailure(string path, Exception e) => DiskFull.Is(e)
        ? DiskFull.At(path, e)
        : new ReproException(DiagnosticCodes.CannotWrite,
            $"The output folder {path} cannot be written: {e.Message} Set ReproOutputPath to a folder that can.", e);

    public void Dispose() => held.Dispose();

    // The name of who holds the lock; null where nobody does and the failure is another one.
    private static string? Holder(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException)
        {
            return ReadHolder(path);
        }
    }

    private static string ReadHolder(string path)
    {
        try
        {
            using var shared = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return shared.ReadToEnd() is { Length: > 0 } text ? text : "of another process";
        }
        catch (IOException)
        {
            return "of another process"; // Windows lets nobody read what is locked
        }
    }
}
