using ReproBuild.Diagnostics;

namespace ReproBuild.Building.Dotnet;

/// <summary>The place itself as a real folder, for systems that give no namespaces. One build at a time.</summary>
internal sealed class FixedPlace(string path) : BuildPlace
{
    private const string Script = "umask \"$1\" && cd \"$2\" && [ \"$(pwd -P)\" = \"$2\" ] || exit 97; shift 2; exec \"$@\"";

    public override string RealPath => path;

    public override string StageDirectory => path;

    public override EngineCommand Enter(EngineCommand command, string umask) => OperatingSystem.IsWindows()
        ? command with { WorkingDirectory = path }
        : command with
        {
            Program = "sh",
            Arguments = ["-c", Script, "sh", umask, path, command.Program, .. command.Arguments],
            WorkingDirectory = path,
        };

    /// <summary>Takes the folder for this process, and empties it of what a killed build left.</summary>
    /// <returns>Gives it back, empty, when it is disposed.</returns>
    /// <exception cref="ReproException">REPRO1017: the folder cannot be had.</exception>
    public static IDisposable Acquire()
    {
        string lockFile = BaseDirectory + ".lock";
        try
        {
            // Held by the open file, so a killed build holds nothing.
            var stream = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                if (new DirectoryInfo(BaseDirectory).LinkTarget is not null) throw new IOException($"{BaseDirectory} is a link.");
                if (Directory.Exists(BaseDirectory)) Directory.Delete(BaseDirectory, recursive: true);
                return new Holder(stream);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReproException(DiagnosticCodes.PlaceUnusable,
                $"The image must be built at {Canonical}, one path for every machine, and the folder cannot be had: {e.Message} " +
                $"Wait for the build that uses it, remove what another user left (sudo rm -r {BaseDirectory}), or allow user namespaces (unshare -Urm), which take the folder as it is.", e);
        }
    }

    private sealed class Holder(FileStream stream) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                if (Directory.Exists(BaseDirectory)) Directory.Delete(BaseDirectory, recursive: true);
                // While it is held: whoever opened it meanwhile holds a file without a name, and finds the folder as it should be.
                File.Delete(stream.Name);
            }
            finally
            {
                stream.Dispose();
            }
        }
    }
}
