using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Images;

[TestClass]
public sealed class ImageReferenceTests
{
    private static readonly string Sha256 = "sha256:" + new string('a', 64);
    private static readonly string Sha512 = "sha512:" + new string('b', 128);

    [TestMethod]
    [DataRow("alpine", "docker.io", "library/alpine", null)]
    [DataRow("alpine:3.20", "docker.io", "library/alpine", "3.20")]
    [DataRow("docker.io/alpine", "docker.io", "library/alpine", null)]
    [DataRow("index.docker.io/alpine", "docker.io", "library/alpine", null)]
    [DataRow("grafana/grafana:11", "docker.io", "grafana/grafana", "11")]
    [DataRow("docker.io/a/b/c", "docker.io", "a/b/c", null)]
    [DataRow("mcr.microsoft.com/dotnet/aspnet:10.0", "mcr.microsoft.com", "dotnet/aspnet", "10.0")]
    [DataRow("localhost/x", "localhost", "x", null)]
    [DataRow("localhost:5000/x:y", "localhost:5000", "x", "y")]
    [DataRow("127.0.0.1:5000/a/b", "127.0.0.1:5000", "a/b", null)]
    [DataRow("[::1]:5000/a", "[::1]:5000", "a", null)]
    [DataRow("Registry/a", "Registry", "a", null)]
    [DataRow("localhost:5000", "docker.io", "library/localhost", "5000")]
    [DataRow("a__b/c-_d", null, null, null)]
    [DataRow("a__b/c--d.e", "docker.io", "a__b/c--d.e", null)]
    public void A_name_is_read_as_docker_reads_it(string text, string? registry, string? repository, string? tag)
    {
        bool read = ImageReference.TryParse(text, out var reference, out _);

        Assert.AreEqual(registry is not null, read);
        Assert.AreEqual((registry, repository, tag), (reference?.Registry, reference?.Repository, reference?.Tag));
        if (read) Assert.AreEqual(text, reference!.Original);
    }

    [TestMethod]
    public void A_digest_pins_with_or_without_a_tag()
    {
        var both = ImageReference.Parse("golang:1.24@" + Sha256);
        var bare = ImageReference.Parse("x.io/golang@" + Sha512);

        Assert.IsTrue(both.IsPinned);
        Assert.AreEqual("1.24", both.Tag);
        Assert.AreEqual(Sha256, both.TagOrDigest);
        Assert.AreEqual(Sha512, bare.Digest!.ToString());
        Assert.IsNull(bare.Tag);
        Assert.IsFalse(ImageReference.Parse("golang:1.24").IsPinned);
    }

    [TestMethod]
    [DataRow("", "empty")]
    [DataRow("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bare ID")]
    [DataRow("alpine:", "no tag")]
    [DataRow("alpine:.3", "no tag")]
    [DataRow("alpine@sha256:abc", "no digest")]
    [DataRow("alpine@sha1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "no digest")]
    [DataRow("alpine@", "no digest")]
    [DataRow("Alpine", "capital")]
    [DataRow("a/Alpine", "capital")]
    [DataRow("x.io/", "no name")]
    [DataRow("/a", "no name")]
    [DataRow("a//b", "no name")]
    [DataRow("-a.io/b", "no registry")]
    [DataRow("a:b/c", "no registry")]
    [DataRow("https://a.io/b", "no registry")]
    [DataRow("a b", "no name")]
    [DataRow("a\nb", "no name")]
    [DataRow("alpine\n", "no name")]
    [DataRow("_a", "no name")]
    [DataRow("a.", "no name")]
    public void What_is_no_reference_is_told_why(string text, string why)
    {
        Assert.IsFalse(ImageReference.TryParse(text, out var reference, out string? reason));
        Assert.IsNull(reference);
        Assert.Contains(why, reason!);
        Assert.ThrowsExactly<FormatException>(() => ImageReference.Parse(text));
    }

    [TestMethod]
    public void Tags_and_repositories_have_their_longest()
    {
        Assert.IsTrue(ImageReference.TryParse("a:" + new string('t', 128), out _, out _));
        Assert.IsFalse(ImageReference.TryParse("a:" + new string('t', 129), out _, out _));
        Assert.IsTrue(ImageReference.TryParse("x.io/" + new string('r', 255), out _, out _));
        Assert.IsFalse(ImageReference.TryParse("x.io/" + new string('r', 256), out _, out _));
    }

    [TestMethod]
    public void References_that_mean_the_same_are_equal()
    {
        Assert.AreEqual(ImageReference.Parse("alpine"), ImageReference.Parse("docker.io/library/alpine:latest"));
        Assert.AreEqual(ImageReference.Parse("alpine").GetHashCode(), ImageReference.Parse("docker.io/library/alpine:latest").GetHashCode());
        Assert.AreNotEqual(ImageReference.Parse("alpine:3"), ImageReference.Parse("alpine:3@" + Sha256));
        Assert.AreNotEqual(ImageReference.Parse("alpine"), ImageReference.Parse("x.io/library/alpine"));
    }

    [TestMethod]
    [DataRow("docker.io/library/alpine:latest", "alpine")]
    [DataRow("library/alpine:3", "alpine:3")]
    [DataRow("a/b", "a/b")]
    [DataRow("docker.io/library/a/b", "library/a/b")]
    [DataRow("x.io/library/a:latest", "x.io/library/a")]
    public void A_build_context_goes_by_the_short_name(string text, string name) =>
        Assert.AreEqual(name, ImageReference.Parse(text).ContextName);

    [TestMethod]
    public void A_new_digest_leaves_the_rest_as_written()
    {
        var digest = Digest.Parse(Sha256);

        Assert.AreEqual("alpine:3@" + Sha256, ImageReference.Parse("alpine:3").WithDigest(digest).Original);
        Assert.AreEqual("x.io/a@" + Sha256, ImageReference.Parse("x.io/a@" + Sha512).WithDigest(digest).Original);
    }

    [TestMethod]
    public void Docker_hub_is_served_by_another_host()
    {
        Assert.AreEqual("registry-1.docker.io", ImageReference.Parse("alpine").Host);
        Assert.AreEqual("localhost:5000", ImageReference.Parse("localhost:5000/a").Host);
    }
}
