using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Sources;

namespace ReproBuild.Core.Tests.Sources;

[TestClass]
public sealed class EpochTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_property_wins_over_the_environment_and_git_is_not_asked()
    {
        using var folder = new TestFolder();

        var epoch = await ComputeAsync("1", "2", folder.Path, new Git("/nowhere/git"));

        Assert.AreEqual(new SourceDateEpoch(1, EpochOrigin.Property), epoch);
    }

    [TestMethod]
    public async Task The_environment_wins_over_the_commit_and_git_is_not_asked()
    {
        using var folder = new TestFolder();

        var epoch = await ComputeAsync(null, "253402300799", folder.Path, new Git("/nowhere/git"));

        Assert.AreEqual(new SourceDateEpoch(253402300799, EpochOrigin.Environment), epoch);
    }

    [TestMethod]
    public async Task Else_it_is_the_committer_time_of_the_newest_commit()
    {
        using var repository = new TestRepository();
        repository.Commit(1_600_000_000);
        string newest = repository.Commit(1_650_000_000);

        var epoch = await ComputeAsync(null, null, repository.Root);

        Assert.AreEqual(new SourceDateEpoch(1_650_000_000, EpochOrigin.Commit, newest), epoch);
    }

    [TestMethod]
    public async Task A_folder_below_the_root_has_the_epoch_of_its_repository()
    {
        using var repository = new TestRepository("a repository");
        repository.Write("a folder/ünder/file");
        repository.Commit(1_650_000_001);

        Assert.AreEqual(1_650_000_001, (await ComputeAsync(null, null, repository["a folder/ünder"])).Seconds);
    }

    [TestMethod]
    public async Task A_shallow_clone_has_the_epoch_of_its_origin()
    {
        using var repository = new TestRepository();
        repository.Commit(1_600_000_000);
        repository.Commit(1_650_000_002);
        repository.Run("clone", "--quiet", "--depth=1", "file://" + repository.Root, repository.Around["shallow"]);

        Assert.AreEqual(1_650_000_002, (await ComputeAsync(null, null, repository.Around["shallow"])).Seconds);
    }

    [TestMethod]
    public async Task A_worktree_has_the_epoch_of_its_own_commit()
    {
        using var repository = new TestRepository();
        string first = repository.Commit(1_600_000_000);
        repository.Commit(1_650_000_000);
        repository.Run("worktree", "add", "--quiet", "--detach", repository.Around["tree"], first);

        Assert.AreEqual(1_600_000_000, (await ComputeAsync(null, null, repository.Around["tree"])).Seconds);
    }

    [TestMethod]
    public async Task A_submodule_has_the_epoch_of_its_own_commit_and_a_detached_head_does_no_harm()
    {
        using var inner = new TestRepository("inner");
        inner.Write("file");
        inner.Commit(1_500_000_000);
        using var outer = new TestRepository("outer");
        outer.Run("submodule", "--quiet", "add", inner.Root, "sub");
        outer.Commit(1_650_000_000);
        TestRepository.RunIn(outer["sub"], "checkout", "--quiet", "--detach");

        Assert.AreEqual(1_500_000_000, (await ComputeAsync(null, null, outer["sub"])).Seconds);
        Assert.AreEqual(1_650_000_000, (await ComputeAsync(null, null, outer.Root)).Seconds);
    }

    [TestMethod]
    public async Task Signatures_shown_by_the_users_own_settings_do_not_reach_the_epoch()
    {
        using var repository = new TestRepository();
        repository.Run("config", "log.showSignature", "true");
        repository.Run("config", "color.ui", "always");
        repository.Commit(1_650_000_003);

        Assert.AreEqual(1_650_000_003, (await ComputeAsync(null, null, repository.Root)).Seconds);
    }

    [TestMethod]
    public async Task No_commit_yet_is_REPRO1002_and_names_the_repository()
    {
        using var repository = new TestRepository();

        var error = await FailsAsync(null, null, repository.Root);

        Assert.AreEqual("REPRO1002", error.Code);
        StringAssert.Contains(error.Message, repository.Root);
        StringAssert.Contains(error.Message, "no commit yet");
    }

    [TestMethod]
    public async Task No_repository_is_REPRO1002_and_says_what_to_set()
    {
        using var folder = new TestFolder();

        var error = await FailsAsync(null, null, folder.Path);

        Assert.AreEqual("REPRO1002", error.Code);
        StringAssert.Contains(error.Message, "set SOURCE_DATE_EPOCH");
    }

    [TestMethod]
    public async Task A_repository_of_another_owner_is_REPRO1012_with_the_command_that_trusts_it()
    {
        using var repository = new TestRepository();
        repository.Commit();
        string git = repository.Around.WriteScript("git", "GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec git \"$@\"\n");

        var error = await FailsAsync(null, null, repository.Root, new Git(git));

        Assert.AreEqual("REPRO1012", error.Code);
        StringAssert.Contains(error.Message, $"git config --global --add safe.directory {repository.Root}");
    }

    [TestMethod]
    public async Task A_link_to_a_repository_that_is_gone_is_REPRO1012_and_not_taken_for_no_repository()
    {
        using var folder = new TestFolder();
        folder.Write(".git", "gitdir: /nowhere/at/all\n");

        Assert.AreEqual("REPRO1012", (await FailsAsync(null, null, folder.Path)).Code);
    }

    [TestMethod]
    public async Task A_missing_git_is_REPRO1001_and_says_what_to_install()
    {
        using var folder = new TestFolder();

        var error = await FailsAsync(null, null, folder.Path, new Git("/nowhere/git"));

        Assert.AreEqual("REPRO1001", error.Code);
        StringAssert.Contains(error.Message, "Install git");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    [DataRow("-1")]
    [DataRow("+1")]
    [DataRow("1.5")]
    [DataRow("1e9")]
    [DataRow("1,000")]
    [DataRow(" 1")]
    [DataRow("1 ")]
    [DataRow("1\n")]
    [DataRow("0x10")]
    [DataRow("٣")]
    [DataRow("253402300800")]
    [DataRow("99999999999999999999999")]
    [DataRow("today")]
    public async Task What_is_no_epoch_is_REPRO1003_whether_property_or_environment(string text)
    {
        using var folder = new TestFolder();

        var property = await FailsAsync(text, "1", folder.Path);
        var environment = await FailsAsync(null, text, folder.Path);

        Assert.AreEqual("REPRO1003", property.Code);
        StringAssert.StartsWith(property.Message, "The property SOURCE_DATE_EPOCH");
        Assert.AreEqual("REPRO1003", environment.Code);
        StringAssert.StartsWith(environment.Message, "The environment variable SOURCE_DATE_EPOCH");
        Assert.IsFalse(property.Message.Contains('\n', StringComparison.Ordinal), "a message is one line");
    }

    [TestMethod]
    [DataRow("0", 0)]
    [DataRow("1700000000", 1_700_000_000)]
    [DataRow("253402300799", 253402300799)]
    public void Whole_seconds_from_1970_to_9999_are_taken(string text, long seconds) =>
        Assert.AreEqual(seconds, SourceDateEpoch.Parse(text, "It"));

    private Task<SourceDateEpoch> ComputeAsync(string? property, string? environment, string directory, Git? git = null) =>
        SourceDateEpoch.ComputeAsync(property, environment, directory, git ?? TestRepository.Git, TestContext.CancellationToken);

    private async Task<Diagnostic> FailsAsync(string? property, string? environment, string directory, Git? git = null) =>
        (await Assert.ThrowsExactlyAsync<ReproException>(() => ComputeAsync(property, environment, directory, git))).Diagnostic;
}
