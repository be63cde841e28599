using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Sources;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>A real git repository in a folder of its own.</summary>
public sealed class TestRepository : IDisposable
{
    public static readonly Git Git = new();

    private readonly TestFolder folder = new();

    public TestRepository(string name = "repository")
    {
        Root = folder[name];
        Directory.CreateDirectory(Root);
        Run("init", "--quiet", "--initial-branch=main");
    }

    public string Root { get; }

    /// <summary>The folder that the repository's folder lies in: room for clones.</summary>
    public TestFolder Around => folder;

    public string this[string relative] => Path.Combine(Root, relative);

    public string Write(string relative, string content = "content\n") => folder.Write(this[relative], content);

    public string Commit(long seconds = 1_700_000_000)
    {
        Run("add", "--all");
        RunAt(seconds, Root, "commit", "--quiet", "--allow-empty", "--message=change");
        return Run("rev-parse", "HEAD").Trim();
    }

    public string Run(params string[] arguments) => RunIn(Root, arguments);

    public static string RunIn(string directory, params string[] arguments) => RunAt(1_700_000_000, directory, arguments);

    private static string RunAt(long seconds, string directory, params string[] arguments) =>
        Cli.Wrap("git")
            .WithArguments(["-c", "user.name=Tester", "-c", "user.email=tester@example.invalid", "-c", "commit.gpgSign=false",
                "-c", "protocol.file.allow=always", .. arguments])
            .WithWorkingDirectory(directory)
            .WithEnvironmentVariables(e => e
                .Set("GIT_COMMITTER_DATE", string.Create(CultureInfo.InvariantCulture, $"@{seconds} +0000"))
                .Set("GIT_AUTHOR_DATE", "@1000000000 +0000"))
            .ExecuteBufferedAsync().GetAwaiter().GetResult().StandardOutput;

    public void Dispose() => folder.Dispose();
}
