using System.Text;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Archives;

[TestClass]
public sealed class ImageJsonSpecs
{
    private const string Zeros = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    [TestMethod]
    [DataRow("", DisplayName = "nothing")]
    [DataRow("{", DisplayName = "half")]
    [DataRow("[]", DisplayName = "an array")]
    [DataRow("null", DisplayName = "null")]
    [DataRow("{\"schemaVersion\":2}x", DisplayName = "trailing bytes")]
    [DataRow("{\"schemaVersion\":1,\"manifests\":[]}", DisplayName = "schema 1")]
    [DataRow("{\"schemaVersion\":\"2\"}", DisplayName = "a string for a number")]
    [DataRow("{\"schemaVersion\":2,\"schemaVersion\":2}", DisplayName = "a key twice")]
    [DataRow("{\"schemaVersion\":2,\"manifests\":[],\"Manifests\":[]}", DisplayName = "a key twice in another case")]
    [DataRow("{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}", DisplayName = "an index and a manifest at once")]
    [DataRow("{\"schemaVersion\":2,\"manifests\":{}}", DisplayName = "an object for an array")]
    [DataRow("{\"schemaVersion\":2,\"manifests\":[7]}", DisplayName = "a number for a descriptor")]
    [DataRow("{\"schemaVersion\":2,\"annotations\":{\"a\":1}}", DisplayName = "a number for an annotation")]
    [DataRow("{\"schemaVersion\":2,\"mediaType\":\"\\ud800\"}", DisplayName = "half a character")]
    [DataRow("{\"schemaVersion\":2,\"\\ud800\":1}", DisplayName = "half a character in a key")]
    [DataRow("{\"schemaVersion\":2,\"annotations\":{\"\\ud800\":\"\"}}", DisplayName = "half a character in an annotation's key")]
    public void A_malformed_index_is_refused(string json)
    {
        string message = Reading.Refused(DiagnosticCodes.MalformedManifest, () => ImageJson.ParseIndex(Encoding.UTF8.GetBytes(json), "the index"));

        Assert.StartsWith("The index is malformed", message);
    }

    [TestMethod]
    [DataRow("-1")]
    [DataRow("1.5")]
    [DataRow("1e3")]
    [DataRow("9223372036854775808")]
    [DataRow("99999999999999999999999999")]
    [DataRow("\"7\"")]
    [DataRow("null")]
    public void A_size_that_is_no_whole_number_is_refused(string size) =>
        Reading.Refused(DiagnosticCodes.MalformedManifest, () => Index($$"""{"mediaType":"a","digest":"{{Zeros}}","size":{{size}}}"""));

    [TestMethod]
    [DataRow("\"sha256:00\"")]
    [DataRow("\"md5:00000000000000000000000000000000\"")]
    [DataRow("\"SHA256:0000000000000000000000000000000000000000000000000000000000000000\"")]
    [DataRow("\"../../etc/passwd\"")]
    [DataRow("7")]
    public void A_digest_that_is_none_is_refused(string digest) =>
        Reading.Refused(DiagnosticCodes.MalformedManifest, () => Index($$"""{"mediaType":"a","digest":{{digest}},"size":1}"""));

    [TestMethod]
    public void Json_that_is_nested_too_deep_is_refused_with_the_name_of_the_limit()
    {
        string json = $$"""{"schemaVersion":2,"x":{{new string('[', 5000)}}{{new string(']', 5000)}}}""";

        Assert.Contains("Limits.MaxJsonDepth", Reading.Refused(DiagnosticCodes.LimitExceeded, () => ImageJson.ParseIndex(Encoding.UTF8.GetBytes(json), "it")));
    }

    [TestMethod]
    public void Unknown_keys_and_nulls_where_lists_could_be_are_passed_over()
    {
        var index = ImageJson.ParseIndex("""{"schemaVersion":2,"manifests":null,"annotations":null,"future":[{"a":[]}]}"""u8, "it");
        var config = ImageJson.ParseConfig("""{"os":"linux","architecture":"arm64","variant":"","config":{"Labels":null},"rootfs":{"type":"layers","diff_ids":null},"history":null}"""u8, "it");

        Assert.IsEmpty(index.Manifests);
        Assert.AreEqual(MediaTypes.OciIndex, index.MediaType);
        Assert.AreEqual("linux/arm64", config.Platform.ToString());
        Assert.IsEmpty(config.Labels);
        Assert.IsEmpty(config.History);
    }

    [TestMethod]
    public void All_that_a_manifest_and_a_configuration_say_is_read()
    {
        var manifest = ImageJson.ParseManifest(Bytes("""
            {"schemaVersion":2,"config":{"mediaType":"c","digest":"DIGEST","size":3},
             "layers":[{"mediaType":"l","digest":"DIGEST","size":4,"annotations":{"k":"v"}}],"annotations":{"a":"b"}}
            """), "it");
        var config = ImageJson.ParseConfig(Bytes("""
            {"os":"windows","architecture":"amd64","os.version":"10.0","created":"2020-01-01T00:00:00Z","config":{"Labels":{"x":"y"}},
             "rootfs":{"diff_ids":["DIGEST"]},"history":[{"created":"t","created_by":"RUN x","comment":"buildkit","empty_layer":true},{}]}
            """), "it");

        Assert.AreEqual(3, manifest.Config.Size);
        Assert.AreEqual("v", manifest.Layers[0].Annotations["k"]);
        Assert.AreEqual("b", manifest.Annotations["a"]);
        Assert.AreEqual(new Platform("windows", "amd64", null, "10.0"), config.Platform);
        Assert.AreEqual("2020-01-01T00:00:00Z", config.Created);
        Assert.AreEqual("y", config.Labels["x"]);
        Assert.AreEqual(Zeros, config.DiffIds[0].ToString());
        Assert.AreEqual(new HistoryEntry("t", "RUN x", "buildkit", true), config.History[0]);
        Assert.AreEqual(new HistoryEntry(null, null, null, false), config.History[1]);
    }

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json.Replace("DIGEST", Zeros, StringComparison.Ordinal));

    private static ImageIndex Index(string descriptor) =>
        ImageJson.ParseIndex(Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"manifests":[{{descriptor}}]}"""), "it");
}
