using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Comparing;

[TestClass]
public sealed class EnvelopeSpecs
{
    private static readonly byte[] Tar = new TarBuilder().File("a", "1").Build();
    private static readonly TestLayer Layer = TestLayer.Gzip(Tar);
    private static readonly TestLayer Other = TestLayer.Gzip(new TarBuilder().File("b", "1").Build());
    private static readonly TestLayer Third = TestLayer.Gzip(new TarBuilder().File("c", "1").Build());

    [TestMethod]
    public void A_creation_time_is_told_with_its_json_path_and_both_values()
    {
        var compared = Compared.Images(
            new TestImage(Layer) { Created = "2026-11-22T17:10:55Z", History = [new("x", "RUN a", null, false)] },
            new TestImage(Layer) { Created = "2026-11-22T17:10:56Z", History = [new("x", "RUN a", null, false)] });

        Assert.AreEqual("$.created: 2026-11-22T17:10:55Z / 2026-11-22T17:10:56Z", compared.OnlyField());
        Assert.AreEqual(DifferenceKind.ConfigField, compared.Only().Kind);
        Assert.Contains("error REPRO5110: $.created of the image's configuration is the time of the build: \"2026-11-22T17:10:55Z\" against \"2026-11-22T17:10:56Z\".", compared.Diagnostics[0]);
        Assert.Contains("REPRO5001", compared.Diagnostics[1]);
    }

    [TestMethod]
    public void A_history_entry_is_blamed_on_its_own_instruction()
    {
        var compared = Compared.Images(
            new TestImage(Layer) { History = [new("x", "RUN a", null, false), new("1", "LABEL b", null, true)] },
            new TestImage(Layer) { History = [new("x", "RUN a", null, false), new("2", "LABEL b", null, true)] });

        Assert.AreEqual("$.history[1].created: 1 / 2", compared.OnlyField());
        Assert.AreEqual("LABEL b", compared.Only().Blame!.Instruction);
    }

    [TestMethod]
    public void A_label_and_an_environment_variable_are_told()
    {
        var compared = Compared.Images(
            new TestImage(Layer) { Labels = new Dictionary<string, string> { ["org.label"] = "1" } },
            new TestImage(Layer) { Config = c => c["config"]!["Env"] = new JsonArray("A=1") });

        CollectionAssert.AreEqual(
            new[] { "$.config.Env", "$.config.Labels[\"org.label\"]" }, compared.Differences.Select(d => d.Fields[0].Name).ToArray());
        Assert.IsNull(compared.Differences[1].Fields[0].Right);
    }

    [TestMethod]
    public void A_number_and_a_string_of_the_same_digits_are_not_equal()
    {
        var compared = Compared.Images(new TestImage(Layer) { Config = c => c["x"] = 1 }, new TestImage(Layer) { Config = c => c["x"] = "1" });

        Assert.AreEqual("$.x: 1 / \"1\"", compared.OnlyField());
    }

    [TestMethod]
    public void Half_a_surrogate_in_a_value_is_told_as_it_is_written()
    {
        // A JSON writer refuses half a surrogate, so its escape is put into the finished bytes.
        static OciArchiveBuilder With(string value)
        {
            var builder = new OciArchiveBuilder();
            string config = Encoding.UTF8.GetString(Json.Bytes(new TestImage(Layer) { Config = c => c["x"] = "VALUE" }.ConfigJson()));
            var descriptor = builder.AddBlob(MediaTypes.OciConfig, Encoding.UTF8.GetBytes(config.Replace("VALUE", value, StringComparison.Ordinal)));
            builder.Manifests.Add(builder.AddImage(new TestImage(Layer) { Manifest = m => m["config"] = descriptor }));
            return builder;
        }

        var compared = Compared.Archives(With("\\ud800"), With("\\ud801"));

        Assert.AreEqual("$.x: \"\\ud800\" / \"\\ud801\"", compared.OnlyField());
    }

    [TestMethod]
    public void An_annotation_and_a_media_type_of_the_manifest_are_told()
    {
        var annotated = Compared.Images(new TestImage(Layer) { Manifest = m => m["annotations"] = new JsonObject { ["k"] = "v" } }, new TestImage(Layer));
        var docker = Compared.Images(new TestImage(Layer), new TestImage(Layer) { Docker = true });

        Assert.AreEqual("$.annotations: {\"k\":\"v\"} / -", annotated.OnlyField());
        CollectionAssert.AreEqual(
            new[] { "$.config.mediaType", "$.layers[0].mediaType", "$.mediaType" }, docker.Differences.Select(d => d.Fields[0].Name).ToArray());
    }

    [TestMethod]
    public void Documents_that_say_the_same_in_other_bytes_are_divergent_and_told()
    {
        var left = OciArchiveBuilder.Of(new TestImage(Layer));
        var right = new OciArchiveBuilder();
        byte[] manifest = [.. left.Files[OciArchiveBuilder.PathOf(Digest.Parse((string)left.Manifests[0]["digest"]!))], (byte)'\n'];
        foreach (var (path, bytes) in left.Files) right.Files[path] = bytes;
        var descriptor = right.AddBlob(MediaTypes.OciManifest, manifest);
        descriptor["platform"] = new TestImage().PlatformJson();
        right.Manifests.Add(descriptor);

        var compared = Compared.Archives(left, right);

        Assert.Contains("the way the JSON is written", compared.Only().Fields[0].Name);
    }

    [TestMethod]
    public void An_index_annotation_is_told_and_no_part_of_the_verdict()
    {
        var left = OciArchiveBuilder.Of(new TestImage(Layer));
        left.Manifests[0]["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = "now" };

        var compared = Compared.Archives(left, OciArchiveBuilder.Of(new TestImage(Layer)));

        Assert.AreEqual(Verdict.Reproducible, compared.Verdict);
        Assert.AreEqual(0, compared.Comparison.DifferenceCount);
        Assert.StartsWith("message REPRO5105: ", compared.Diagnostics[0]);
        Assert.StartsWith("message REPRO5106: ", compared.Diagnostics.Skip(1).Single());
    }

    [TestMethod]
    public void The_same_layer_compressed_otherwise_is_told_with_the_gzip_header_fields()
    {
        byte[] blob = [.. Layer.Blob];
        (blob[4], blob[9]) = (0x2a, 0xff);

        var compared = Compared.Layers(Layer, Layer with { Blob = blob });

        Assert.AreEqual(DiagnosticCodes.CompressionDiffers, compared.Only().Code);
        CollectionAssert.AreEqual(new[] { "gzip MTIME", "gzip OS" }, compared.Only().Fields.Select(f => f.Name).ToArray());
        Assert.AreEqual("0x2a000000", compared.Only().Fields[0].Right);
    }

    [TestMethod]
    public void A_deflate_body_and_another_compression_are_told_apart()
    {
        using var smallest = new MemoryStream();
        using (var gzip = new GZipStream(smallest, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int i = 0; i < Tar.Length; i += 100)
            {
                gzip.Write(Tar.AsSpan(i, Math.Min(100, Tar.Length - i)));
                gzip.Flush();
            }
        }

        byte[] body = smallest.ToArray();
        body[8] = Layer.Blob[8];

        Assert.AreEqual("gzip body", Compared.Layers(Layer, Layer with { Blob = body }).Only().Fields[0].Name);
        Assert.AreEqual("compression", Compared.Layers(Layer, TestLayer.Zstd(Tar)).Differences[^1].Fields[0].Name);
    }

    [TestMethod]
    public void A_layer_on_one_side_alone_is_told_and_the_others_still_meet()
    {
        var compared = Compared.Images(
            new TestImage(Layer, Other) { History = [new("", "A", null, false), new("", "C", null, false)] },
            new TestImage(Layer, Third, Other) { History = [new("", "A", null, false), new("", "B", null, false), new("", "C", null, false)] });

        var missing = compared.Differences.Single(d => d.Kind == DifferenceKind.LayerMissing);
        Assert.AreEqual(new LayerPair(2, 3, null, Digest.Of(Third.Blob)), missing.Layer);
        Assert.AreEqual("B", missing.Blame!.Instruction);
        Assert.IsFalse(compared.Differences.Any(d => d.Path is not null), "No entry differs.");
    }

    [TestMethod]
    public void Layers_in_another_order_are_told_as_such()
    {
        var compared = Compared.Images(
            new TestImage(Layer, Other) { History = [] }, new TestImage(Other, Layer) { History = [] });

        Assert.AreEqual(DifferenceKind.LayerOrder, compared.Differences[^1].Kind);
        Assert.IsFalse(compared.Differences.Any(d => d.Path is not null), "No entry differs.");
    }

    [TestMethod]
    public void Layers_that_are_only_claimed_to_be_in_another_order_are_looked_into()
    {
        var compared = Compared.Images(
            new TestImage(Layer, Other) { History = [] },
            new TestImage(Third, Other) { History = [], Config = c => c["rootfs"]!["diff_ids"] = new JsonArray(Other.DiffId.ToString(), Layer.DiffId.ToString()) });

        Assert.IsFalse(compared.Differences.Any(d => d.Kind == DifferenceKind.LayerOrder));
        Assert.AreSequenceEqual(["a", "c"], compared.Differences.Where(d => d.Path is not null).Select(d => d.Path!.Trim('/')));
    }
}
