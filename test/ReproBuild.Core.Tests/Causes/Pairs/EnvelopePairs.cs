using System.IO.Compression;
using System.Text.Json.Nodes;
using ReproBuild.Causes;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using static ReproBuild.Core.Tests.Causes.Pairs.DifferencePair;

namespace ReproBuild.Core.Tests.Causes.Pairs;

/// <summary>Index, manifest, configuration, compression.</summary>
internal static class EnvelopePairs
{
    private const string Now = "2026-11-22T17:10:55Z", Later = "2026-11-22T17:10:56.123456789Z";
    private static readonly byte[] Tar = new TarBuilder().File("app/x", new string('x', 5000)).Build();
    private static readonly TestLayer Layer = TestLayer.Gzip(Tar);
    private static readonly TestLayer Empty = TestLayer.Gzip(new TarBuilder().Build());
    private static readonly TestLayer Other = TestLayer.Gzip(new TarBuilder().File("app/y", "2").Build());

    public static IReadOnlyList<DifferencePair> All { get; } =
    [
        Documents("created of image and step", i => i, i => i with { Created = Later, History = [new HistoryEntry(Later, "RUN make", null, false)] }, "image-created"),
        Documents("created on one side", i => i, i => i with { Created = null }, "image-created"),
        Documents("created that is no time", i => i with { Created = "first" }, i => i with { Created = "second" }, "unexplained") with { NearMissOf = "image-created" },
        Documents("an instruction of the history", i => i, i => i with { History = [new HistoryEntry(Now, "RUN make all", null, false)] }, "unexplained") with { NearMissOf = "image-created" },

        Documents("label created", i => Label(i, "org.opencontainers.image.created", Now), i => Label(i, "org.opencontainers.image.created", Later), "created-label"),
        Documents("label created on one side", i => i, i => Label(i, "org.opencontainers.artifact.created", Later), "created-label"),
        Documents("annotation created, the only one", i => i, i => Annotated(i, "org.opencontainers.image.created", Later), "created-label"),
        Documents("label created with a version", i => Label(i, "org.opencontainers.image.created", "1.0"), i => Label(i, "org.opencontainers.image.created", "1.1"), "unexplained") with { NearMissOf = "created-label" },
        Documents("another label with a time", i => Label(i, "released", Now), i => Label(i, "released", Later), "unexplained") with { NearMissOf = "created-label" },
        Documents("annotation of a revision, the only one", i => i, i => Annotated(i, "org.opencontainers.image.revision", Later), "unexplained") with { NearMissOf = "created-label" },

        Documents("inline cache", i => Config(i, "moby.buildkit.cache.v0", "eyJsYXllcnMiOlt7fV19"), i => Config(i, "moby.buildkit.cache.v0", "eyJsYXllcnMiOlt7fSx7fV19"), "inline-cache"),
        Documents("build information on one side", i => i, i => Config(i, "moby.buildkit.buildinfo.v1", "eyJmcm9udGVuZCI6IiJ9"), "inline-cache"),
        Documents("another field of BuildKit", i => i, i => Config(i, "moby.buildkit.frontend", "x"), "unexplained") with { NearMissOf = "inline-cache" },

        Documents("Docker's media types", i => i, i => i with { Docker = true }, "media-type"),
        Documents("a layer that is not to be distributed", i => i, i => i with { Manifest = m => m["layers"]![0]!["mediaType"] = MediaTypes.OciForeignLayer + "+gzip" }, "unexplained") with { NearMissOf = "media-type" },

        new("attestation on one side", () => Archives(i => { }, Attested), "attestation", "outer-archive"),
        new("another annotation of the index", () => Archives(i => { }, i => i.Manifests[0]["annotations"] = new JsonObject { ["org.example.run"] = "7" }), "outer-archive", "unexplained") { NearMissOf = "attestation" },

        new("gzip header", () => Explained.Images(new TestImage(Layer), new TestImage(Changed(Layer, 4, 42))), "compression"),
        new("gzip level", () => Explained.Images(new TestImage(Layer), new TestImage(Layer with { Blob = Packed(CompressionLevel.NoCompression) })), "compression"),
        new("gzip against zstd", () => Explained.Images(new TestImage(Layer), new TestImage(TestLayer.Zstd(Tar))), "compression"),
        new("gzip against nothing", () => Explained.Images(new TestImage(Layer), new TestImage(TestLayer.Plain(Tar))), "compression"),
        new("another content, compressed alike", () => Explained.Images(new TestImage(Layer), new TestImage(TestLayer.Gzip(new TarBuilder().File("app/x", new string('y', 5000)).Build()))), "unexplained") { NearMissOf = "compression" },

        new("an empty layer on one side", () => Explained.Images(new TestImage(Layer) { History = [] }, new TestImage(Empty, Layer) { History = [] }), "layer-count"),
        new("an empty layer, and the history that notes it", () => Explained.Images(Noted(emptied: true), Noted(emptied: false)), "layer-count"),
        new("a layer on one side", () => Explained.Images(new TestImage(Layer) { History = [] }, new TestImage(Layer, Other) { History = [] }), "layer-count") { Certainty = Certainty.Suspected, NearMissOf = "layer-count" },
        new("layers in another order", () => Explained.Images(new TestImage(Layer, Other) { History = [] }, new TestImage(Other, Layer) { History = [] }), "unexplained") { NearMissOf = "layer-count" },

        Documents("parent of a step", i => Comment(i, "FROM 0123456789ab"), i => Comment(i, "FROM ba9876543210"), "parent-image"),
        Documents("digest of the base", i => Annotated(i, "org.opencontainers.image.base.digest", "sha256:" + new string('1', 64)), i => Annotated(i, "org.opencontainers.image.base.digest", "sha256:" + new string('2', 64)), "parent-image"),
        Documents("another base by name", i => Comment(i, "FROM docker.io/library/alpine:3.20"), i => Comment(i, "FROM docker.io/library/alpine:3.21"), "unexplained") with { NearMissOf = "parent-image" },

        Documents("hash of what was copied", i => Step(i, Copied('1', "/app"), null), i => Step(i, Copied('2', "/app"), null), "copied-hash"),
        Documents("what was copied, to another place", i => Step(i, Copied('1', "/app"), null), i => Step(i, Copied('2', "/opt"), null), "unexplained") with { NearMissOf = "copied-hash" },
        Documents("a hash in a step of another kind", i => Step(i, $"/bin/sh -c echo dir:{new string('1', 64)} in /app", null), i => Step(i, $"/bin/sh -c echo dir:{new string('2', 64)} in /app", null), "unexplained") with { NearMissOf = "copied-hash" },

        Documents("steps told by BuildKit and by buildah", i => Step(i, "RUN /bin/sh -c make # buildkit", "buildkit.dockerfile.v0"), i => Step(i, "/bin/sh -c make", "FROM example.org/base:1"), "builder-marks"),
        Documents("a copy told by BuildKit and by buildah", i => Step(i, "COPY app /app # buildkit", "buildkit.dockerfile.v0"), i => Step(i, "/bin/sh -c #(nop) COPY file:0a1b2c in /app", "FROM 0123456789ab"), "builder-marks"),
        Documents("the base told by one builder alone", i => i, i => Annotated(i, "org.opencontainers.image.base.name", "example.org/base:1"), "builder-marks"),
        Documents("another step by another builder", i => Step(i, "RUN /bin/sh -c make # buildkit", null), i => Step(i, "/bin/sh -c make all", null), "unexplained") with { NearMissOf = "builder-marks" },
        Documents("a copy to another place by another builder", i => Step(i, "COPY app /app # buildkit", null), i => Step(i, "/bin/sh -c #(nop) COPY file:0a1b2c in /opt", null), "unexplained") with { NearMissOf = "builder-marks" },
        Documents("two bases by name", i => Annotated(i, "org.opencontainers.image.base.name", "a:1"), i => Annotated(i, "org.opencontainers.image.base.name", "a:2"), "unexplained") with { NearMissOf = "builder-marks" },
        Documents("a comment that is somebody's own", i => Comment(i, "buildkit.dockerfile.v0"), i => Comment(i, "signed off"), "unexplained") with { NearMissOf = "builder-marks" },

        new("outer archive", () => Archives(i => { }, i => i.Files["oci-layout"] = """{"imageLayoutVersion": "1.0.0"}"""u8.ToArray()), "outer-archive"),
        new("equal archives", () => Archives(i => { }, i => { })) { NearMissOf = "outer-archive" },
    ];

    private static string Copied(char digit, string to) => $"/bin/sh -c #(nop) COPY dir:{new string(digit, 64)} in {to} ";

    private static TestImage Noted(bool emptied) => new(emptied ? [Layer] : [Layer, Empty])
    {
        History = [new HistoryEntry(Now, "RUN make", null, false), new HistoryEntry(Now, "WORKDIR /app", null, emptied)],
    };

    private static TestImage Label(TestImage image, string key, string value) => image with { Labels = new Dictionary<string, string> { [key] = value } };

    private static TestImage Annotated(TestImage image, string key, string value) => image with { Manifest = m => m["annotations"] = new JsonObject { [key] = value } };

    private static TestImage Config(TestImage image, string key, string value) => image with { Config = c => c[key] = value };

    private static TestImage Comment(TestImage image, string comment) => image with { History = [new HistoryEntry(Now, "RUN make", comment, false)] };

    private static TestImage Step(TestImage image, string step, string? comment) => image with { History = [new HistoryEntry(Now, step, comment, false)] };

    private static TestLayer Changed(TestLayer layer, int at, byte value)
    {
        byte[] blob = [.. layer.Blob];
        blob[at] = value;
        return layer with { Blob = blob };
    }

    private static byte[] Packed(CompressionLevel level)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, level, leaveOpen: true)) gzip.Write(Tar);
        return to.ToArray();
    }

    private static void Attested(OciArchiveBuilder image)
    {
        var attestation = image.AddImage(new TestImage(Other) { Architecture = "unknown", Os = "unknown" });
        attestation["annotations"] = new JsonObject { ["vnd.docker.reference.type"] = "attestation-manifest" };
        image.Manifests.Add(attestation);
    }

    private static Diagnosis Archives(Action<OciArchiveBuilder> left, Action<OciArchiveBuilder> right)
    {
        var (l, r) = (OciArchiveBuilder.Of(new TestImage(Layer)), OciArchiveBuilder.Of(new TestImage(Layer)));
        left(l);
        right(r);
        using var folder = new TestFolder();
        return Explained.Paths(l.Write(folder, "l.tar"), r.Write(folder, "r.tar"));
    }
}
