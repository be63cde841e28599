using ReproBuild.Core.Tests.Infra;
using ReproBuild.Sources;

namespace ReproBuild.Core.Tests.Sources;

[TestClass]
public sealed class WorkingTreeTests
{
    public TestContext TestContext { get; set; } = null!;

    private static readonly string[] Names =
        ["plain", "with space", " leading", "quote\"s'", "new\nline", "ünïcode-字", "-dash", "star*?[x]", "back\\slash", "tab\there", "d/deep"];

    [TestMethod]
    public async Task Names_of_any_kind_are_listed_as_they_are()
    {
        using var repository = new TestRepository();
        foreach (string name in Names) repository.Write(name);
        repository.Commit();

        var tracked = await (await FindAsync(repository.Root)).TrackedFilesAsync(repository.Root, TestContext.CancellationToken);

        CollectionAssert.AreEquivalent(Names, tracked.Select(f => f.Path).ToArray());
    }

    [TestMethod]
    public async Task A_clean_tree_gives_no_warning_even_with_untracked_files()
    {
        using var repository = new TestRepository();
        repository.Write("tracked");
        repository.Commit();
        repository.Write("untracked");

        Assert.IsNull(await WorkingTreeCheck.DirtyAsync(await FindAsync(repository.Root), TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task A_dirty_tree_is_a_warning_that_names_changed_added_renamed_and_deleted_files()
    {
        using var repository = new TestRepository();
        foreach (string name in new[] { "changed", "deleted", "old name" }) repository.Write(name, name);
        repository.Commit();
        repository.Write("changed", "otherwise");
        File.Delete(repository["deleted"]);
        repository.Run("mv", "old name", "new name");
        repository.Write("added");
        repository.Run("add", "added");

        var warning = await WorkingTreeCheck.DirtyAsync(await FindAsync(repository.Root), TestContext.CancellationToken);

        Assert.IsNotNull(warning);
        Assert.AreEqual("REPRO1004", warning.Code);
        Assert.AreEqual(ReproBuild.Diagnostics.Severity.Warning, warning.Severity);
        foreach (string name in new[] { "changed", "deleted", "new name", "added" }) StringAssert.Contains(warning.Message, name);
        Assert.IsFalse(warning.Message.Contains("old name", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_thousand_dirty_files_are_counted_and_not_all_named()
    {
        using var repository = new TestRepository();
        for (int i = 0; i < 1000; i++) repository.Write($"file\n{i:D4}");
        repository.Run("add", "--all");
        repository.Run("commit", "--quiet", "--message=all");
        for (int i = 0; i < 1000; i++) repository.Write($"file\n{i:D4}", "otherwise");

        var warning = await WorkingTreeCheck.DirtyAsync(await FindAsync(repository.Root), TestContext.CancellationToken);

        StringAssert.Contains(warning!.Message, "file\\n0000");
        StringAssert.Contains(warning.Message, "and 995 more");
        Assert.IsFalse(warning.Message.Contains('\n', StringComparison.Ordinal), "a message is one line");
    }

    [TestMethod]
    public async Task A_change_inside_a_submodule_makes_the_outer_tree_dirty()
    {
        using var inner = new TestRepository("inner");
        using var outer = WithSubmodule(inner);
        outer.Write("sub/file", "otherwise");

        var warning = await WorkingTreeCheck.DirtyAsync(await FindAsync(outer.Root), TestContext.CancellationToken);

        StringAssert.Contains(warning!.Message, "sub");
    }

    [TestMethod]
    [DataRow("--assume-unchanged")]
    [DataRow("--skip-worktree")]
    public async Task A_change_that_git_was_told_to_overlook_is_named_all_the_same(string mark)
    {
        using var repository = new TestRepository();
        string[] files = ["new\nline", "d/deep", "touched", "unmarked", "executable"];
        foreach (string name in files) repository.Write(name);
        repository.Commit();
        foreach (string name in files[..3].Append("executable")) repository.Run("update-index", mark, name);
        repository.Write("new\nline", "otherwise");
        repository.Write("d/deep", "otherwise");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(repository["executable"], (UnixFileMode)0b111_101_101);
        File.SetLastWriteTimeUtc(repository["touched"], DateTime.UnixEpoch.AddYears(20));
        byte[] index = File.ReadAllBytes(repository[".git/index"]);

        var dirty = await (await FindAsync(repository.Root)).DirtyFilesAsync(TestContext.CancellationToken);

        CollectionAssert.AreEquivalent(new[] { "new\nline", "d/deep", "executable" }, dirty.ToArray());
        CollectionAssert.AreEqual(index, File.ReadAllBytes(repository[".git/index"]));
    }

    [TestMethod]
    public async Task A_sparse_checkout_lacks_files_and_is_not_dirty_but_a_deleted_file_that_is_assumed_unchanged_is()
    {
        using var repository = new TestRepository();
        foreach (string name in new[] { "in/file", "out/file", "assumed" }) repository.Write(name);
        repository.Commit();
        repository.Run("sparse-checkout", "set", "in");
        Assert.IsFalse(File.Exists(repository["out/file"]));
        var found = await FindAsync(repository.Root);

        Assert.IsNull(await WorkingTreeCheck.DirtyAsync(found, TestContext.CancellationToken));

        repository.Run("update-index", "--assume-unchanged", "assumed");
        File.Delete(repository["assumed"]);
        CollectionAssert.AreEqual(new[] { "assumed" }, (await found.DirtyFilesAsync(TestContext.CancellationToken)).ToArray());
    }

    [TestMethod]
    public async Task A_change_that_a_submodule_overlooks_makes_the_outer_tree_dirty()
    {
        using var inner = new TestRepository("inner");
        using var outer = WithSubmodule(inner);
        TestRepository.RunIn(outer["sub"], "update-index", "--assume-unchanged", "file");
        outer.Write("sub/file", "otherwise");

        var warning = await WorkingTreeCheck.DirtyAsync(await FindAsync(outer.Root), TestContext.CancellationToken);

        StringAssert.Contains(warning!.Message, "sub/file");
    }

    [TestMethod]
    public async Task Asking_writes_nothing_into_the_repository()
    {
        using var repository = new TestRepository();
        repository.Write("file");
        repository.Commit();
        File.SetLastWriteTimeUtc(repository["file"], DateTime.UnixEpoch.AddYears(20));
        byte[] index = File.ReadAllBytes(repository[".git/index"]);

        await WorkingTreeCheck.DirtyAsync(await FindAsync(repository.Root), TestContext.CancellationToken);

        CollectionAssert.AreEqual(index, File.ReadAllBytes(repository[".git/index"]));
    }

    private async Task<SourceRepository> FindAsync(string root) =>
        (await SourceRepository.FindAsync(TestRepository.Git, root, TestContext.CancellationToken))!;

    private static TestRepository WithSubmodule(TestRepository inner)
    {
        inner.Write("file");
        inner.Commit();
        var outer = new TestRepository("outer");
        outer.Run("submodule", "--quiet", "add", inner.Root, "sub");
        outer.Commit();
        return outer;
    }
}
