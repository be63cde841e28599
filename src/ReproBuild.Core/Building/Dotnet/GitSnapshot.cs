using System.Text;
using ReproBuild.Sources;

namespace ReproBuild.Building.Dotnet;

/// <summary>
/// The little of a repository that builds read (version stamps, tags, the remote's address), written anew into a stage. The commit is
/// checked out detached, so that the name of a branch cannot reach the image, and nothing that a build does reaches the original.
/// Objects are borrowed, not copied. gitrepository-layout(5).
/// </summary>
/// <param name="Commit">The commit that is checked out.</param>
/// <param name="References">The references, a line each: digits, a space, the full name.</param>
/// <param name="Objects">The folder of objects; absolute.</param>
/// <param name="RemoteUrl">Where the repository was cloned from; null where it was not.</param>
/// <param name="IsShallow">Whether history was cut when it was cloned.</param>
internal sealed record GitSnapshot(string Commit, string References, string Objects, string? RemoteUrl, bool IsShallow)
{
    /// <summary>Reads a repository; null where it has no commit yet.</summary>
    public static async Task<GitSnapshot?> ReadAsync(Git git, SourceRepository repository, CancellationToken cancellationToken)
    {
        if (await repository.HeadCommitAsync(cancellationToken).ConfigureAwait(false) is not { } commit) return null;
        async Task<string> AskAsync(params string[] arguments) =>
            (await git.RunAsync(repository.Root, arguments, cancellationToken).ConfigureAwait(false)) is { Succeeded: true } answer ? answer.Output : "";

        string common = (await AskAsync("rev-parse", "--path-format=absolute", "--git-common-dir").ConfigureAwait(false)).TrimEnd('\n');
        string url = (await AskAsync("config", "--get", "remote.origin.url").ConfigureAwait(false)).TrimEnd('\n');
        return new GitSnapshot(
            commit,
            await AskAsync("show-ref").ConfigureAwait(false),
            Path.Combine(common, "objects"),
            url.Length == 0 ? null : WithoutCredentials(url),
            File.Exists(Path.Combine(common, "shallow")));
    }

    // A stage can be read by others, and a token in an address must reach neither it nor the image.
    private static string WithoutCredentials(string url)
    {
        int authority = url.IndexOf("://", StringComparison.Ordinal) + 3;
        if (authority < 3 || url.StartsWith("ssh:", StringComparison.Ordinal)) return url;
        int end = url.IndexOf('/', authority);
        int at = url.LastIndexOf('@', end < 0 ? url.Length - 1 : end);
        return at < authority ? url : url[..authority] + url[(at + 1)..];
    }

    /// <summary>Writes the repository into the root of a stage.</summary>
    public void Write(string stage)
    {
        string git = Path.Combine(stage, ".git");
        Directory.CreateDirectory(Path.Combine(git, "refs"));
        Directory.CreateDirectory(Path.Combine(git, "objects", "info"));
        File.WriteAllText(Path.Combine(git, "HEAD"), Commit + "\n");
        File.WriteAllText(Path.Combine(git, "packed-refs"), "# pack-refs with: sorted\n" + References);
        File.WriteAllText(Path.Combine(git, "objects", "info", "alternates"), Objects + "\n");
        if (IsShallow) File.Copy(Path.Combine(Path.GetDirectoryName(Objects)!, "shallow"), Path.Combine(git, "shallow"));
        File.WriteAllText(Path.Combine(git, "config"), Config());
    }

    private string Config()
    {
        var config = new StringBuilder("[core]\n\trepositoryformatversion = ").Append(Commit.Length == 64 ? "1\n" : "0\n").Append("\tbare = false\n");
        if (Commit.Length == 64) config.Append("[extensions]\n\tobjectformat = sha256\n");
        if (RemoteUrl is not null)
            config.Append("[remote \"origin\"]\n\turl = \"").Append(RemoteUrl.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\"\n");
        return config.ToString();
    }
}
