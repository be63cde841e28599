using ReproBuild.Core.Tests.Dockerfiles;
using ReproBuild.Images;
using ReproBuild.Pinning;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class BuildPinsSpecs
{
    private static readonly Digest Go = FakeResolver.DigestOf("go"), Tools = FakeResolver.DigestOf("tools");
    private static readonly LockFile Locked = new("/project/repro.lock.json", [
        new("docker.io/library/golang:latest", new LockedImage(Go, MediaTypes.OciIndex) { OnBuild = ["quay.io/tools:1"] }),
        new("quay.io/tools:1", new LockedImage(Tools, MediaTypes.OciIndex)),
    ]);

    [TestMethod]
    [DataRow("FROM golang", "golang")]
    [DataRow("ARG V=latest\nFROM golang:$V", "golang:latest")]
    [DataRow("# syntax=golang:latest\nFROM scratch", "golang:latest")]
    public void A_name_without_a_digest_gets_that_of_the_lock_file(string text, string name)
    {
        var contexts = Contexts(text, RegistryMirrors.None);

        Assert.AreEqual($"docker-image://docker.io/library/golang@{Go}", contexts[name]);
    }

    [TestMethod]
    public void The_images_of_triggers_are_pinned_with_their_base_and_with_no_other() =>
        Assert.AreEqual(
            ($"docker-image://quay.io/tools@{Tools}", 0),
            (Contexts("FROM golang", RegistryMirrors.None)["quay.io/tools:1"], Contexts($"FROM golang:latest@{Tools}", RegistryMirrors.None).Count));

    [TestMethod]
    public void What_has_a_digest_or_is_not_locked_is_left_to_the_engine() =>
        Assert.IsEmpty(Contexts($"FROM golang:1@{Go}\nFROM alpine:3\n", RegistryMirrors.None));

    [TestMethod]
    public void Where_a_registry_has_a_mirror_the_engine_is_sent_there_by_digest_or_by_tag()
    {
        var mirrors = RegistryMirrors.Parse("docker.io=localhost:5000/hub", "the test");

        var contexts = Contexts($"FROM golang:1@{Go}\nFROM alpine:3\n", mirrors);

        Assert.HasCount(2, contexts);
        Assert.AreEqual($"docker-image://localhost:5000/hub/library/golang@{Go}", contexts[$"golang:1@{Go}"]);
        Assert.AreEqual("docker-image://localhost:5000/hub/library/alpine:3", contexts["alpine:3"]);
    }

    [TestMethod]
    public void A_context_of_the_project_goes_first_and_is_pinned_itself()
    {
        var query = new ImageUseQuery { NamedContexts = new Dictionary<string, string> { ["golang"] = "docker-image://quay.io/tools:1", ["x"] = "/folder" } };

        var contexts = new BuildPins(Locked, RegistryMirrors.None).Contexts(Read.File("FROM golang\n"), query);

        Assert.AreEqual(("golang", $"docker-image://quay.io/tools@{Tools}"), (contexts.Single().Key, contexts.Single().Value));
    }

    [TestMethod]
    [DataRow("golang", "golang:latest@")]
    [DataRow("scratch", null)]
    [DataRow("oci-archive:golang", null)]
    [DataRow("alpine:3", null)]
    public void The_base_of_a_dotnet_project_gets_its_digest_from_the_lock_file(string image, string? expected) =>
        Assert.AreEqual(expected is null ? null : expected + Go, new BuildPins(Locked, RegistryMirrors.None).BaseImage(image)?.Original);

    [TestMethod]
    [DataRow("FROM golang:1", "golang:1")]
    [DataRow("FROM golang:1 AS a\nFROM a AS b\nFROM alpine:3 AS c\nFROM B", "golang:1")]
    [DataRow("ARG B=a\nFROM golang:1 AS a\nFROM $B", "golang:1")]
    [DataRow("FROM scratch", null)]
    [DataRow("FROM golang:1\nFROM swapped:1", "quay.io/other:2")]
    [DataRow("FROM golang:1\nFROM folder", null)]
    public void The_base_that_an_image_begins_with_is_found_through_stages_and_contexts(string text, string? expected)
    {
        var query = new ImageUseQuery
        {
            NamedContexts = new Dictionary<string, string> { ["docker.io/library/swapped:1"] = "docker-image://quay.io/other:2", ["folder"] = "/x" },
        };

        Assert.AreEqual(expected, FinalBase.Find(Read.File(text), query)?.Text);
    }

    private static IReadOnlyDictionary<string, string> Contexts(string text, RegistryMirrors mirrors) =>
        new BuildPins(Locked, mirrors).Contexts(Read.File(text), new ImageUseQuery());
}
