using System.Runtime.Versioning;

namespace ReproBuild.Building.Dotnet;

/// <summary>
/// A place that only its own build sees: the stage, bind-mounted in a mount namespace of its own. Builds at one path can then run
/// side by side, and nothing of them is left. An ordinary user gets the namespace together with a user namespace.
/// </summary>
/// <remarks>user_namespaces(7), mount_namespaces(7).</remarks>
internal sealed class MountedPlace(string path, string stage, MountedPlace.Namespaces namespaces) : BuildPlace
{
    /// <summary>The arguments of <c>unshare</c> that worked here.</summary>
    internal sealed record Namespaces(IReadOnlyList<string> Flags);

    // $1 umask, $2 stage, $3 place, then the command. The path is looked at again: a link in it would change what compilers see.
    private const string Script =
        "umask \"$1\" && mount --bind \"$2\" \"$3\" && cd \"$3\" && [ \"$(pwd -P)\" = \"$3\" ] || exit 97; shift 3; exec \"$@\"";

    public override string RealPath => path;

    public override string StageDirectory => stage;

    public override EngineCommand Enter(EngineCommand command, string umask) => command with
    {
        Program = "unshare",
        Arguments = [.. namespaces.Flags, "--propagation", "private", "sh", "-c", Script, "sh", umask, stage, path, command.Program, .. command.Arguments],
        WorkingDirectory = stage,
    };

    /// <summary>Tries whether a folder can be mounted at a place here.</summary>
    /// <param name="path">The place; it is made when it is missing, and stays, empty: another build may be mounted on it.</param>
    /// <param name="scratch">Any folder.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How to, or null where it cannot be done.</returns>
    public static async Task<Namespaces?> ProbeAsync(string path, string scratch, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || !MakeMountPoint(path)) return null;
        string[][] candidates = Environment.IsPrivilegedProcess ? [["-m"], ["-U", "-r", "-m"]] : [["-U", "-r", "-m"]];
        foreach (string[] flags in candidates)
        {
            var namespaces = new Namespaces(flags);
            var command = new MountedPlace(path, scratch, namespaces).Enter(new EngineCommand("true", [], scratch), "022");
            try
            {
                if ((await command.RunAsync(_ => { }, cancellationToken).ConfigureAwait(false)).ExitCode == 0) return namespaces;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null; // no unshare
            }
        }
        return null;
    }

    [UnsupportedOSPlatform("windows")]
    private static bool MakeMountPoint(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            foreach (string folder in (string[])[BaseDirectory, Path.GetDirectoryName(path)!, path]) OpenToAll(folder);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The folders stay, and another user of the machine mounts on them: what the umask of the first takes away would shut that one out.
    [UnsupportedOSPlatform("windows")]
    private static void OpenToAll(string folder)
    {
        const UnixFileMode forAll = UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        var mode = File.GetUnixFileMode(folder);
        if ((mode & forAll) != forAll) File.SetUnixFileMode(folder, mode | forAll);
    }
}
