using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Tasks;

namespace ReproBuild.Core.Tests.MSBuild;

[TestClass]
public sealed class CopyOciArchiveSpecs
{
    private static readonly TestLayer Layer = TestLayer.Gzip(new TarBuilder().File("a", "a").Build());
    private static readonly TestImage Amd = new(Layer), Arm = new(Layer) { Architecture = "arm64" };

    [TestMethod]
    public void The_digest_that_was_verified_is_published_into_a_folder_that_is_made()
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(Amd).Write(folder);

        var (copied, errors, task) = Copy(folder, source, "new/deep/app.tar", DigestsOf(source));

        Assert.IsTrue(copied);
        Assert.IsEmpty(errors);
        Assert.AreEqual(DigestsOf(source).Single(), task.Digest);
        CollectionAssert.AreEqual(File.ReadAllBytes(source), File.ReadAllBytes(folder["new/deep/app.tar"]));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder["new/deep"]));
    }

    [TestMethod]
    public void Another_image_than_the_verified_one_is_not_published_and_what_was_there_stays()
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(Amd).Write(folder);
        folder.Write("out/app.tar", "before");

        var (copied, errors, task) = Copy(folder, source, "out/app.tar", [Digest.Of("other"u8).ToString()]);

        Assert.IsFalse(copied);
        Assert.AreEqual(DiagnosticCodes.NotWhatWasVerified, errors.Single().Code);
        Assert.Contains(DigestsOf(source).Single(), errors.Single().Message!);
        Assert.IsNull(task.Digest);
        Assert.AreEqual("before", File.ReadAllText(folder["out/app.tar"]));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder["out"]));
    }

    [TestMethod]
    public void Several_platforms_are_compared_as_a_set()
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(Amd, Arm).Write(folder);
        string[] digests = DigestsOf(source);

        Assert.IsTrue(Copy(folder, source, "all.tar", [$"linux/arm64={digests[1]}", $"linux/amd64={digests[0]}"]).Copied);
        Assert.IsFalse(Copy(folder, source, "fewer.tar", [$"linux/amd64={digests[0]}"]).Copied);

        Assert.IsFalse(File.Exists(folder["fewer.tar"]));
    }

    [TestMethod]
    public void Images_under_the_names_of_each_others_platforms_are_not_what_was_verified()
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(Amd, Arm).Write(folder);
        string[] digests = DigestsOf(source);

        var (copied, errors, _) = Copy(folder, source, "all.tar", [$"linux/amd64={digests[1]}", $"linux/arm64={digests[0]}"]);

        Assert.IsFalse(copied);
        Assert.AreEqual(DiagnosticCodes.NotWhatWasVerified, errors.Single().Code);
        Assert.IsFalse(File.Exists(folder["all.tar"]));
    }

    [TestMethod]
    public void A_layer_that_was_changed_behind_its_manifest_is_not_published()
    {
        using var folder = new TestFolder();
        var builder = OciArchiveBuilder.Of(Amd);
        byte[] changed = [.. Layer.Blob];
        changed[^1] ^= 1;
        builder.Files[OciArchiveBuilder.PathOf(Digest.Of(Layer.Blob))] = changed;
        string source = builder.Write(folder);

        var (copied, errors, _) = Copy(folder, source, "app.tar", DigestsOf(source));

        Assert.IsFalse(copied);
        Assert.AreEqual(DiagnosticCodes.NotWhatWasVerified, errors.Single().Code);
        CollectionAssert.AreEqual(new[] { source }, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void A_folder_that_cannot_be_made_is_REPRO1008_and_no_defect()
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(Amd).Write(folder);
        folder.Write("file", "in the way");

        var (copied, errors, _) = Copy(folder, source, "file/app.tar", []);

        Assert.IsFalse(copied);
        Assert.AreEqual(DiagnosticCodes.CannotWrite, errors.Single().Code);
        Assert.Contains(folder["file/app.tar"], errors.Single().Message!);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("a pipe")]
    [DataRow("a socket")]
    [DataRow("a device")]
    public async Task A_source_that_is_no_file_is_said_of_the_source_and_nobody_waits_for_it(string kind)
    {
        using var folder = new TestFolder();
        string source = SpecialFile.Put(folder, "source.tar", kind);

        var (copied, errors, _) = await SpecialFile.ReadAsync(() => Copy(folder, source, "out/app.tar", []));

        Assert.IsFalse(copied);
        Assert.AreEqual(DiagnosticCodes.NotAnArchive, errors.Single().Code);
        Assert.Contains($"\"{source}\" is no archive of an image: it is {kind}", errors.Single().Message!);
        Assert.IsFalse(Directory.Exists(folder["out"]));
    }

    [TestMethod]
    public void An_archive_that_is_a_folder_is_said_of_the_source_and_not_of_the_destination()
    {
        using var folder = new TestFolder();
        OciArchiveBuilder.Of(Amd).WriteLayout(folder);

        var (copied, errors, _) = Copy(folder, folder["layout"], "out/app.tar", []);

        Assert.IsFalse(copied);
        Assert.AreEqual(DiagnosticCodes.ArchiveMissing, errors.Single().Code);
        Assert.Contains($"The archive \"{folder["layout"]}\" cannot be copied: It is a folder, not a file.", errors.Single().Message!);
        Assert.IsFalse(Directory.Exists(folder["out"]));
    }

    [TestMethod]
    public void A_file_that_happens_to_be_named_partial_is_not_touched()
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(Amd).Write(folder);
        folder.Write("app.tar.partial", "mine");

        Assert.IsTrue(Copy(folder, source, "app.tar", []).Copied);

        Assert.AreEqual("mine", File.ReadAllText(folder["app.tar.partial"]));
    }

    [TestMethod]
    public void A_cancelled_copy_leaves_nothing()
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(Amd).Write(folder);

        var (copied, errors, _) = Copy(folder, source, "app.tar", [], task => task.Cancel());

        Assert.IsFalse(copied);
        Assert.AreEqual(DiagnosticCodes.BuildCancelled, errors.Single().Code);
        CollectionAssert.AreEqual(new[] { source }, Directory.GetFileSystemEntries(folder.Path));
    }

    private static (bool Copied, List<Microsoft.Build.Framework.BuildErrorEventArgs> Errors, CopyOciArchive Task) Copy(
        TestFolder folder, string source, string destination, string[] expected, Action<CopyOciArchive>? before = null)
    {
        var engine = new TestBuildEngine();
        var task = new CopyOciArchive
        {
            BuildEngine = engine,
            ProjectFile = folder["app.csproj"],
            Source = source,
            Destination = destination,
            ExpectedDigest = expected,
        };
        before?.Invoke(task);
        return (task.Execute(), engine.Errors, task);
    }

    private static string[] DigestsOf(string path)
    {
        using var archive = ImageArchive.Open(path);
        return [.. archive.Images.Select(i => i.Digest.ToString())];
    }
}
