using ReproBuild.Diagnostics;

namespace ReproBuild.Sources;

/// <summary>What git knows about a folder: turns git's text into values.</summary>
public sealed partial class SourceRepository
{
    private readonly Git git;

    private SourceRepository(Git git, string root) => (this.git, Root) = (git, root);

    /// <summary>The root of the working tree; absolute, links resolved.</summary>
    public string Root { get; }

    /// <summary>Finds the repository that a folder belongs to.</summary>
    /// <param name="git">Runs git.</param>
    /// <param name="directory">The folder; absolute.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The repository; null where the folder belongs to no working tree.</returns>
    /// <exception cref="ReproException">REPRO1001: no git. REPRO1012: git refuses to read the repository.</exception>
    public static async Task<SourceRepository?> FindAsync(Git git, string directory, CancellationToken cancellationToken)
    {
        var answer = await git.RunAsync(directory, ["rev-parse", "--show-toplevel"], cancellationToken).ConfigureAwait(false);
        if (answer.Succeeded) return new SourceRepository(git, Line(answer.Output));
        // "(or any of the parent directories)"; a link to a repository that is gone reads "not a git repository: <where>".
        if (answer.Error.Contains("not a git repository (or any", StringComparison.OrdinalIgnoreCase)) return null;
        if (answer.Error.Contains("must be run in a work tree", StringComparison.Ordinal)) return null;
        throw Refused(directory, answer);
    }

    /// <summary>The commit that is checked out, as hexadecimal digits; null where there is none yet.</summary>
    public async Task<string?> HeadCommitAsync(CancellationToken cancellationToken)
    {
        var answer = await git.RunAsync(Root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], cancellationToken).ConfigureAwait(false);
        return answer.Succeeded ? Line(answer.Output) : null;
    }

    /// <summary>When the checked-out commit was committed, in seconds since 1970 as git writes them.</summary>
    /// <exception cref="ReproException">REPRO1012: git cannot read the commit.</exception>
    public async Task<string> CommitTimeAsync(string commit, CancellationToken cancellationToken) =>
        Line((await AskAsync(Root, ["log", "-1", "--format=%ct", commit], cancellationToken).ConfigureAwait(false)).Output);

    /// <summary>
    /// The tracked files that differ from the commit: changed, added, renamed, deleted; submodules too, and files that git was told not to look at.
    /// Paths are below <see cref="Root"/>.
    /// </summary>
    public async Task<IReadOnlyList<string>> DirtyFilesAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(Root,
            ["status", "--porcelain=v1", "-z", "--untracked-files=no", "--ignore-submodules=none"], cancellationToken).ConfigureAwait(false);
        var dirty = new List<string>();
        var names = answer.Names;
        for (int i = 0; i < names.Count; i++)
        {
            dirty.Add(names[i][3..]);
            // "XY new NUL old": the old name of a renamed or copied file is a field of its own.
            if (names[i][0] is 'R' or 'C' || names[i][1] is 'R' or 'C') i++;
        }
        return [.. dirty.Union(await HiddenChangesAsync(Root, cancellationToken).ConfigureAwait(false))];
    }

    /// <summary>The tracked files below a folder, those of checked-out submodules included.</summary>
    /// <param name="directory">A folder of the working tree; absolute.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<SourceFile>> TrackedFilesAsync(string directory, CancellationToken cancellationToken)
    {
        var files = new List<SourceFile>();
        foreach (string entry in (await AskAsync(directory, ["ls-files", "--stage", "-z"], cancellationToken).ConfigureAwait(false)).Names)
        {
            // "mode object stage TAB path"; a file in conflict stands there up to three times.
            string mode = entry[..entry.IndexOf(' ', StringComparison.Ordinal)];
            string path = entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..];
            if (mode != "160000")
            {
                if (files.Count == 0 || files[^1].Path != path) files.Add(new SourceFile(path, mode == "100755"));
                continue;
            }
            string submodule = Path.Combine(directory, path);
            if (!HasGitLink(submodule)) continue; // not checked out: git itself sees an empty folder
            foreach (var file in await TrackedFilesAsync(submodule, cancellationToken).ConfigureAwait(false))
                files.Add(file with { Path = path + "/" + file.Path });
        }
        return files;
    }

    /// <summary>The files below a folder that git neither tracks nor ignores, those in submodules included.</summary>
    /// <param name="directory">A folder of the working tree; absolute.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<string>> UntrackedFilesAsync(string directory, CancellationToken cancellationToken) =>
        OthersAsync(directory, ["--exclude-standard"], cancellationToken);

    /// <summary>The files and folders below a folder that git ignores, those in submodules included; a folder ends with <c>/</c>.</summary>
    /// <param name="directory">A folder of the working tree; absolute.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<string>> IgnoredFilesAsync(string directory, CancellationToken cancellationToken) =>
        OthersAsync(directory, ["--exclude-standard", "--ignored", "--directory"], cancellationToken);

    /// <summary>Whether git ignores the folder itself, and with it all that it holds.</summary>
    public async Task<bool> IgnoresAsync(string directory, CancellationToken cancellationToken)
    {
        string path = Path.GetRelativePath(Root, directory);
        if (path == ".") return false;
        return (await git.RunAsync(Root, ["check-ignore", "--quiet", "--", path], cancellationToken).ConfigureAwait(false)).Succeeded;
    }

    private async Task<IReadOnlyList<string>> OthersAsync(string directory, string[] which, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(directory, ["ls-files", "--others", "-z", .. which], cancellationToken).ConfigureAwait(false);
        var names = new List<string>();
        foreach (string name in answer.Names)
        {
            // A repository inside this one that is no submodule of it shows as a folder alone.
            string nested = Path.Combine(directory, name);
            if (!name.EndsWith('/') || which.Contains("--ignored") || !HasGitLink(nested)) names.Add(name);
            else names.AddRange((await FilesOfNestedAsync(nested, cancellationToken).ConfigureAwait(false)).Select(n => name + n));
        }
        var tracked = await AskAsync(directory, ["ls-files", "--stage", "-z"], cancellationToken).ConfigureAwait(false);
        foreach (string entry in tracked.Names.Where(e => e.StartsWith("160000 ", StringComparison.Ordinal)))
        {
            string path = entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..];
            string submodule = Path.Combine(directory, path);
            if (!HasGitLink(submodule)) continue;
            names.AddRange((await OthersAsync(submodule, which, cancellationToken).ConfigureAwait(false)).Select(n => path + "/" + n));
        }
        return names;
    }

    private async Task<IEnumerable<string>> FilesOfNestedAsync(string directory, CancellationToken cancellationToken)
    {
        var tracked = await TrackedFilesAsync(directory, cancellationToken).ConfigureAwait(false);
        var others = await UntrackedFilesAsync(directory, cancellationToken).ConfigureAwait(false);
        return tracked.Select(f => f.Path).Concat(others);
    }

    private async Task<GitAnswer> AskAsync(
        string directory, string[] arguments, CancellationToken cancellationToken, string? index = null, string input = "")
    {
        var answer = await git.RunAsync(directory, arguments, index, input, cancellationToken).ConfigureAwait(false);
        return answer.Succeeded ? answer : throw Refused(directory, answer);
    }

    private static bool HasGitLink(string directory) =>
        File.Exists(Path.Combine(directory, ".git")) || Directory.Exists(Path.Combine(directory, ".git"));

    private static string Line(string output) => output.EndsWith('\n') ? output[..^1].TrimEnd('\r') : output;

    private static ReproException Refused(string directory, GitAnswer answer) => new(DiagnosticCodes.GitRefused,
        answer.Error.Contains("dubious ownership", StringComparison.Ordinal)
            ? $"git does not read the repository of {directory}, because it belongs to another user. If you trust it, run: " +
              $"git config --global --add safe.directory {Owned(answer.Error) ?? directory}"
            : $"git could not read the repository of {directory}: {answer.Error.ReplaceLineEndings(" ")}");

    // "fatal: detected dubious ownership in repository at '/the/root'"
    private static string? Owned(string error)
    {
        int begin = error.IndexOf('\'', StringComparison.Ordinal);
        int end = begin < 0 ? -1 : error.IndexOf('\'', begin + 1);
        return end < 0 ? null : error[(begin + 1)..end];
    }
}
