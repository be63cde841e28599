using ReproBuild.Core.Tests.Dockerfiles;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class PinInspectorSpecs
{
    private static readonly string Go = "@" + FakeResolver.DigestOf("go");

    private readonly FakeResolver registries = new FakeResolver().Has("golang:1", "go");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task An_unpinned_image_comes_with_the_digest_to_paste()
    {
        var found = await InspectAsync("FROM golang:1\n");

        Assert.AreEqual("REPRO2001", found.Single().Code);
        StringAssert.Contains(found[0].Message, $"Write FROM golang:1{Go}.");
    }

    [TestMethod]
    public async Task A_silent_registry_is_passed_over_in_silence()
    {
        registries.IsSilent = true;

        var found = await InspectAsync($"FROM golang:1\nFROM golang:1{Go}\n");

        StringAssert.Contains(found.Single().Message, "@sha256:<digest>");
    }

    [TestMethod]
    public async Task A_pin_whose_tag_has_not_moved_is_one_question_and_no_word()
    {
        Assert.IsEmpty(await InspectAsync($"FROM golang:1{Go}\n"));
        Assert.HasCount(1, registries.Asked);
    }

    [TestMethod]
    public async Task A_moved_tag_is_a_warning_with_what_it_names_now()
    {
        registries.Has("golang:1", "newer");

        var found = await InspectAsync($"FROM golang:1{Go}\n");

        Assert.AreEqual(("REPRO2004", Severity.Warning), (found.Single().Code, found[0].Severity));
        StringAssert.Contains(found[0].Message, FakeResolver.DigestOf("newer").ToString());
    }

    [TestMethod]
    public async Task A_digest_that_the_registry_no_longer_has_is_an_error()
    {
        registries.Has("golang:1", "newer").Forgets("go");

        var found = await InspectAsync($"FROM golang:1{Go}\nFROM golang{Go}\n");

        CollectionAssert.AreEqual(new[] { "REPRO2005", "REPRO2005" }, found.Select(f => f.Code).ToArray());
        Assert.AreEqual(Severity.Error, found[0].Severity);
    }

    [TestMethod]
    public async Task A_pin_to_one_platform_of_an_index_is_a_warning_with_the_digest_of_the_index()
    {
        var one = new ResolvedImage(FakeResolver.DigestOf("amd64"), MediaTypes.OciManifest, []);
        registries.Has("golang:1", one).Has("golang:1", "go");

        var found = await InspectAsync($"FROM golang:1@{one.Digest}\n");

        Assert.AreEqual("REPRO2006", found.Single().Code);
        StringAssert.Contains(found[0].Message, Go[1..]);
    }

    [TestMethod]
    public async Task One_digest_under_two_tags_is_a_warning()
    {
        registries.Has("golang:1.24", "go");

        var found = await InspectAsync($"FROM golang:1{Go}\nFROM golang:1.24{Go}\n");

        Assert.AreEqual(("REPRO2007", Severity.Warning, 2), (found.Single().Code, found[0].Severity, found[0].Line));
    }

    [TestMethod]
    public async Task A_name_that_the_lock_file_has_is_pinned_and_one_that_differs_is_a_warning()
    {
        var locked = new LockFile("/project/repro.lock.json", [new("docker.io/library/golang:1", new LockedImage(FakeResolver.DigestOf("go"), MediaTypes.OciIndex))]);

        Assert.IsEmpty(await InspectAsync("ARG V=1\nFROM golang:$V\n", locked));

        registries.Has("golang:1", "other");
        var found = await InspectAsync($"FROM golang:1@{FakeResolver.DigestOf("other")}\n", locked);

        Assert.AreEqual(("REPRO2015", Severity.Warning), (found.Single().Code, found[0].Severity));
    }

    [TestMethod]
    public async Task A_pin_in_the_lock_file_moves_and_vanishes_as_one_in_the_Dockerfile()
    {
        var locked = new LockFile("/project/repro.lock.json", [new("docker.io/library/golang:1", new LockedImage(FakeResolver.DigestOf("go"), MediaTypes.OciIndex))]);
        registries.Has("golang:1", "newer");

        var moved = await InspectAsync("ARG V=1\nFROM golang:$V\n", locked);
        registries.Forgets("go");
        var vanished = await InspectAsync("ARG V=1\nFROM golang:$V\n", locked);

        Assert.AreEqual(("REPRO2004", 2), (moved.Single().Code, moved[0].Line));
        Assert.AreEqual(("REPRO2005", 2), (vanished.Single().Code, vanished[0].Line));
    }

    [TestMethod]
    public async Task A_registry_that_never_answers_is_not_waited_for()
    {
        var uses = PinChecker.FindImages(Read.File("FROM golang:1\n"), new ImageUseQuery());
        var inspector = new PinInspector(LockFile.Empty("/l"), new Stalled()) { Patience = TimeSpan.FromMilliseconds(50) };

        Assert.AreEqual("REPRO2001", (await inspector.InspectAsync(uses, null, TestContext.CancellationToken)).Single().Code);
    }

    private Task<IReadOnlyList<Diagnostic>> InspectAsync(string text, LockFile? locked = null) =>
        new PinInspector(locked ?? LockFile.Empty("/project/repro.lock.json"), registries)
            .InspectAsync(PinChecker.FindImages(Read.File(text), new ImageUseQuery()), null, TestContext.CancellationToken);

    private sealed class Stalled : IImageResolver
    {
        public async Task<Answer> FindAsync(ImageReference reference, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new Answer(null);
        }

        public Task<Resolution> ResolveAsync(ImageReference reference, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> TriggersAsync(ImageReference reference, ResolvedImage image, Platform platform, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
