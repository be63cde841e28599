using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Tasks;

namespace ReproBuild.Core.Tests.MSBuild;

[TestClass]
public sealed class PushOciArchiveSpecs
{
    private static readonly TestLayer Layer = TestLayer.Gzip(new TarBuilder().File("a", "a").Build());
    private static readonly TestImage Amd = new(Layer), Arm = new(Layer) { Architecture = "arm64" };

    [TestMethod]
    public async Task The_verified_image_is_pushed_and_what_the_SDK_would_tell_is_told()
    {
        using var folder = new TestFolder();
        await using var registry = await TestRegistry.StartAsync();
        string source = OciArchiveBuilder.Of(Amd).Write(folder);
        string digest = DigestsOf(source).Single();

        var (pushed, engine, task) = Push(folder, source, registry, [digest]);

        Assert.IsTrue(pushed, string.Join(' ', engine.Errors.Select(e => e.Message)));
        Assert.AreEqual((digest, 2), (task.Digest, task.SentBlobs));
        CollectionAssert.AreEqual(new[] { $"{registry.Host}/app:v1", $"{registry.Host}/app:v2" }, task.Names.Select(n => n.ItemSpec).ToArray());
        CollectionAssert.AreEqual(registry.Store!.Manifests[("app", "v2")].Bytes, System.Text.Encoding.UTF8.GetBytes(task.Manifest!));
        Assert.AreEqual(digest, task.Containers.Single().GetMetadata("ManifestDigest"));
        Assert.AreEqual(task.Manifest, task.Containers.Single().GetMetadata("Manifest"));
        Assert.AreEqual(task.Configuration, task.Containers.Single().GetMetadata("Configuration"));
        Assert.IsNull(task.ImageIndex);
    }

    [TestMethod]
    public async Task An_image_for_several_platforms_is_one_digest_with_an_item_for_each()
    {
        using var folder = new TestFolder();
        await using var registry = await TestRegistry.StartAsync();
        var builder = new OciArchiveBuilder();
        builder.Manifests.Add(builder.AddIndex(builder.AddImage(Amd), builder.AddImage(Arm)));
        string source = builder.Write(folder);
        string[] digests = DigestsOf(source);

        var (pushed, _, task) = Push(folder, source, registry, [$"linux/arm64={digests[1]}", $"linux/amd64={digests[0]}"]);

        Assert.IsTrue(pushed);
        Assert.AreEqual(Digest.Of(registry.Store!.Manifests[("app", "v1")].Bytes).ToString(), task.Digest);
        CollectionAssert.AreEqual(digests, task.Containers.Select(c => c.GetMetadata("ManifestDigest")).ToArray());
        CollectionAssert.AreEqual(new[] { "linux/amd64", "linux/arm64" }, task.Containers.Select(c => c.GetMetadata("Platform")).ToArray());
        Assert.AreEqual(task.Manifest, task.ImageIndex);
        Assert.IsNull(task.Configuration);
        foreach (string digest in digests) Assert.IsTrue(registry.Store.Manifests.ContainsKey(("app", digest)));
    }

    [TestMethod]
    public async Task Another_image_than_the_verified_one_never_reaches_the_registry()
    {
        using var folder = new TestFolder();
        await using var registry = await TestRegistry.StartAsync();
        string source = OciArchiveBuilder.Of(Amd, Arm).Write(folder);

        var (pushed, engine, task) = Push(folder, source, registry, [DigestsOf(source)[0]]);

        Assert.IsFalse(pushed);
        Assert.AreEqual(DiagnosticCodes.NotWhatWasVerified, engine.Errors.Single().Code);
        Assert.IsEmpty(registry.Requests);
        Assert.IsNull(task.Digest);
        Assert.IsEmpty(task.Names);
    }

    private static (bool Pushed, TestBuildEngine Engine, PushOciArchive Task) Push(TestFolder folder, string source, TestRegistry registry, string[] expected)
    {
        var engine = new TestBuildEngine();
        var task = new PushOciArchive
        {
            BuildEngine = engine,
            ProjectFile = folder["app.csproj"],
            Source = source,
            ExpectedDigest = expected,
            Registry = registry.Host,
            Repository = "app",
            Tags = ["v1", "v2"],
        };
        return (task.Execute(), engine, task);
    }

    private static string[] DigestsOf(string path)
    {
        using var archive = ImageArchive.Open(path);
        return [.. archive.Images.Select(i => i.Digest.ToString())];
    }
}
