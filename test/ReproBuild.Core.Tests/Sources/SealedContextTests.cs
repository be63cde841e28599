using System.Globalization;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Sources;

namespace ReproBuild.Core.Tests.Sources;

[TestClass]
public sealed class SealedContextTests
{
    private const long Epoch = 1_600_000_000;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Two_clones_made_differently_give_one_context()
    {
        using var repository = new TestRepository();
        repository.Write("run.sh", "#!/bin/sh\n");
        File.SetUnixFileMode(repository["run.sh"], (UnixFileMode)0b111_101_101);
        foreach (string name in new[] { "with space", "new\nline", "ünïcode", "folder/deep/file" }) repository.Write(name, name);
        File.CreateSymbolicLink(repository["link"], "folder/deep");
        File.CreateSymbolicLink(repository["dangling"], "no/such\nfile");
        repository.Commit();
        string clone = repository.Around["a clone"];
        repository.Run("clone", "--quiet", repository.Root, clone);
        File.SetUnixFileMode(Path.Combine(clone, "run.sh"), (UnixFileMode)0b111_000_000);
        File.SetUnixFileMode(Path.Combine(clone, "with space"), (UnixFileMode)0b110_000_000);
        File.SetUnixFileMode(Path.Combine(clone, "folder"), (UnixFileMode)0b111_000_000);
        File.SetLastWriteTimeUtc(Path.Combine(clone, "with space"), DateTime.UnixEpoch);

        var one = await SealAsync(repository.Root, repository.Around["sealed 1"]);
        var two = await SealAsync(clone, repository.Around["sealed 2"]);

        string listing = Listing(one.Directory);
        Assert.AreEqual(listing, Listing(two.Directory));
        StringAssert.Contains(listing, "run.sh 755 1600000000");
        StringAssert.Contains(listing, "with space 644 1600000000");
        StringAssert.Contains(listing, "folder/deep/ 755 1600000000");
        StringAssert.Contains(listing, "link -> folder/deep 1600000000");
        StringAssert.Contains(listing, "dangling -> no/such\nfile 1600000000");
        Assert.IsEmpty(one.Warnings);
        Assert.IsFalse(Directory.Exists(Path.Combine(one.Directory, ".git")), ".git differs from clone to clone");
    }

    [TestMethod]
    public async Task The_working_trees_content_is_taken_and_a_deleted_file_is_not()
    {
        using var repository = new TestRepository();
        repository.Write("changed", "as committed");
        repository.Write("deleted");
        repository.Commit();
        repository.Write("changed", "as it is");
        File.Delete(repository["deleted"]);

        var context = await SealAsync(repository.Root, repository.Around["sealed"]);

        Assert.AreEqual("as it is", File.ReadAllText(Path.Combine(context.Directory, "changed")));
        Assert.IsFalse(File.Exists(Path.Combine(context.Directory, "deleted")));
    }

    [TestMethod]
    public async Task Writing_into_the_copy_leaves_the_source_alone()
    {
        using var repository = new TestRepository();
        repository.Write("file", "source");
        repository.Commit();

        var context = await SealAsync(repository.Root, repository.Around["sealed"]);
        File.WriteAllText(Path.Combine(context.Directory, "file"), "changed");

        Assert.AreEqual("source", File.ReadAllText(repository["file"]));
    }

    [TestMethod]
    public async Task An_untracked_file_that_the_build_takes_is_copied_and_a_warning_names_it()
    {
        using var repository = new TestRepository();
        repository.Commit();
        repository.Write("new file");
        repository.Write("excluded file");

        var context = await SealAsync(repository.Root, repository.Around["sealed"], path => path == "excluded file");

        Assert.IsTrue(File.Exists(Path.Combine(context.Directory, "new file")));
        var warning = context.Warnings.Single();
        Assert.AreEqual("REPRO1010", warning.Code);
        Assert.AreEqual(Severity.Warning, warning.Severity);
        StringAssert.Contains(warning.Message, "new file");
        Assert.IsFalse(warning.Message.Contains("excluded file", StringComparison.Ordinal), ".dockerignore keeps it from the build");
    }

    [TestMethod]
    public async Task What_git_ignores_is_left_out_and_named_for_the_hint()
    {
        using var repository = new TestRepository();
        repository.Write(".gitignore", "bin/\n");
        repository.Commit();
        repository.Write("bin/app");

        var context = await SealAsync(repository.Root, repository.Around["sealed"]);

        Assert.IsFalse(Directory.Exists(Path.Combine(context.Directory, "bin")));
        CollectionAssert.AreEqual(new[] { "bin/" }, context.LeftOut.ToArray());
        Assert.IsEmpty(context.Warnings);
    }

    [TestMethod]
    public async Task A_context_below_the_root_holds_its_own_files_alone()
    {
        using var repository = new TestRepository();
        repository.Write("outside");
        repository.Write("app/inside");
        repository.Commit();

        var context = await SealAsync(repository["app"], repository.Around["sealed"]);

        Assert.IsTrue(File.Exists(Path.Combine(context.Directory, "inside")));
        Assert.HasCount(1, Directory.GetFileSystemEntries(context.Directory));
    }

    [TestMethod]
    public async Task Submodules_and_nested_repositories_are_part_of_the_context_without_their_git_data()
    {
        using var inner = new TestRepository("inner");
        inner.Write("file");
        inner.Commit();
        using var outer = new TestRepository("outer");
        outer.Run("submodule", "--quiet", "add", inner.Root, "the sub");
        outer.Commit();
        outer.Run("clone", "--quiet", inner.Root, "nested");
        outer.Write("the sub/untracked");

        var context = await SealAsync(outer.Root, outer.Around["sealed"]);

        foreach (string path in new[] { "the sub/file", "the sub/untracked", "nested/file" })
            Assert.IsTrue(File.Exists(Path.Combine(context.Directory, path)), path);
        Assert.IsEmpty(Directory.GetFileSystemEntries(context.Directory, ".git", SearchOption.AllDirectories));
        StringAssert.Contains(context.Warnings.Single().Message, "nested/file");
        StringAssert.Contains(context.Warnings.Single().Message, "the sub/untracked");
    }

    [TestMethod]
    public async Task A_submodule_that_is_not_checked_out_does_not_drag_in_the_outer_repository()
    {
        using var inner = new TestRepository("inner");
        inner.Write("file");
        inner.Commit();
        using var outer = new TestRepository("outer");
        outer.Run("submodule", "--quiet", "add", inner.Root, "sub");
        outer.Write("outer file");
        outer.Commit();
        string clone = outer.Around["clone"];
        outer.Run("clone", "--quiet", outer.Root, clone);

        var context = await SealAsync(clone, outer.Around["sealed"]);

        Assert.IsTrue(File.Exists(Path.Combine(context.Directory, "outer file")));
        Assert.IsFalse(File.Exists(Path.Combine(context.Directory, "sub/file")));
        Assert.IsFalse(File.Exists(Path.Combine(context.Directory, "sub/outer file")));
    }

    [TestMethod]
    public async Task Outside_git_every_file_is_taken_with_a_warning()
    {
        using var folder = new TestFolder();
        folder.Write("context/bin/app", "x");
        folder.Write("context/empty", "");

        var context = await SealAsync(folder["context"], folder["sealed"]);

        Assert.AreEqual("x", File.ReadAllText(Path.Combine(context.Directory, "bin/app")));
        Assert.IsTrue(File.Exists(Path.Combine(context.Directory, "empty")));
        Assert.AreEqual("REPRO1013", context.Warnings.Single().Code);
    }

    [TestMethod]
    public async Task A_context_that_git_ignores_as_a_whole_is_taken_as_it_is_and_not_found_empty()
    {
        using var repository = new TestRepository();
        repository.Write(".gitignore", "publish/\n");
        repository.Commit();
        repository.Write("publish/app");

        var context = await SealAsync(repository["publish"], repository.Around["sealed"]);

        Assert.IsTrue(File.Exists(Path.Combine(context.Directory, "app")));
        Assert.AreEqual("REPRO1013", context.Warnings.Single().Code);
    }

    [TestMethod]
    public async Task The_output_folder_is_never_part_of_the_context_inside_git_or_outside()
    {
        using var repository = new TestRepository();
        repository.Write("file");
        repository.Commit();
        repository.Write("out/build-1.oci.tar");
        using var folder = new TestFolder();
        folder.Write("context/out/build-1.oci.tar", "x");
        folder.Write("context/file", "x");

        var inside = await SealAsync(repository.Root, repository.Around["sealed"], output: repository["out"]);
        var outside = await SealAsync(folder["context"], folder["context/out/work"], output: folder["context/out"]);

        Assert.IsEmpty(inside.Warnings);
        foreach (var context in new[] { inside, outside })
            Assert.AreEqual("file", string.Join(',', Directory.GetFileSystemEntries(context.Directory).Select(Path.GetFileName)));
    }

    [TestMethod]
    public async Task A_context_that_does_not_exist_is_REPRO1005()
    {
        using var folder = new TestFolder();

        var error = await Assert.ThrowsExactlyAsync<ReproException>(() => SealAsync(folder["nothing"], folder["sealed"]));

        Assert.AreEqual("REPRO1005", error.Diagnostic.Code);
        StringAssert.Contains(error.Message, folder["nothing"]);
        Assert.IsFalse(Directory.Exists(folder["sealed"]));
    }

    private Task<SealedContext> SealAsync(
        string context, string destination, Func<string, bool>? isExcluded = null, string output = "/nowhere") =>
        SealedContext.SealAsync(
            TestRepository.Git, context, destination, Epoch, output, isExcluded ?? (_ => false), TestContext.CancellationToken);

    private static string Listing(string folder)
    {
        var lines = new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(entry =>
        {
            string name = Path.GetRelativePath(folder, entry.FullName);
            string time = new DateTimeOffset(entry.LastWriteTimeUtc).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            if (entry.LinkTarget is { } target) return $"{name} -> {target} {time}";
            string mode = Convert.ToString((int)entry.UnixFileMode, 8);
            return entry is DirectoryInfo ? $"{name}/ {mode} {time}" : $"{name} {mode} {time} {File.ReadAllText(entry.FullName)}";
        });
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }
}
