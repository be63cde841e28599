using ReproBuild.Building.Dotnet;
using ReproBuild.Sources;

namespace ReproBuild.Core.Tests.Building.Dotnet;

[TestClass]
public sealed class GitSnapshotTests
{
    [TestMethod]
    public async Task A_stage_knows_commit_tags_and_remote_and_not_the_branch()
    {
        var git = new Git();
        string root = Directory.CreateTempSubdirectory("repro-snapshot-").FullName;
        string stage = Directory.CreateTempSubdirectory("repro-snapshot-").FullName;
        try
        {
            foreach (string[] command in new string[][]
            {
                ["init", "-q", "-b", "feature/x"], ["remote", "add", "origin", "https://user:token@host.example/\"odd\"/x.git"],
                ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "one"], ["tag", "1.2.3"],
            })
                Assert.IsTrue((await git.RunAsync(root, command, CancellationToken.None)).Succeeded);
            var repository = await SourceRepository.FindAsync(git, root, CancellationToken.None);

            var snapshot = await GitSnapshot.ReadAsync(git, repository!, CancellationToken.None);
            snapshot!.Write(stage);

            async Task<string> Ask(params string[] arguments) => (await git.RunAsync(stage, arguments, CancellationToken.None)).Output.Trim();
            Assert.AreEqual(snapshot.Commit, await Ask("rev-parse", "HEAD"));
            Assert.AreEqual("1.2.3", await Ask("describe", "--tags"));
            Assert.AreEqual("one", await Ask("log", "-1", "--format=%s"));
            Assert.AreEqual("https://host.example/\"odd\"/x.git", await Ask("config", "remote.origin.url"));
            Assert.AreEqual("HEAD", await Ask("rev-parse", "--abbrev-ref", "HEAD"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
            Directory.Delete(stage, recursive: true);
        }
    }
}
