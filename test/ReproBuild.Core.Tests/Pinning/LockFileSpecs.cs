using System.Text.Json;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class LockFileSpecs
{
    private static readonly string Digest = FakeResolver.DigestOf("one").ToString();
    private static readonly string Good = $$"""
        {
          "$schema": "{{LockFile.Schema}}",
          "version": 1,
          "images": {
            "docker.io/library/alpine:3": {
              "digest": "{{Digest}}",
              "mediaType": "application/vnd.oci.image.index.v1+json",
              "platforms": {
                "linux/amd64": {
                  "digest": "{{Digest}}",
                  "mediaType": "application/vnd.oci.image.manifest.v1+json"
                },
                "linux/arm/v7": {
                  "digest": "{{Digest}}",
                  "mediaType": "application/vnd.oci.image.manifest.v1+json"
                }
              }
            },
            "docker.io/library/node:22": {
              "digest": "{{Digest}}",
              "mediaType": "application/vnd.docker.distribution.manifest.list.v2+json",
              "platforms": {},
              "onBuild": [
                "docker.io/library/alpine:3"
              ]
            }
          }
        }

        """;

    [TestMethod]
    public void What_is_read_is_written_byte_for_byte()
    {
        using var folder = new TestFolder();

        var file = LockFile.Load(folder.Write("repro.lock.json", Good));

        Assert.AreEqual(Good, file.ToString());
        Assert.AreEqual(Digest, file.Find(ImageReference.Parse("alpine:3"))!.Digest.ToString());
        Assert.IsNull(file.Find(ImageReference.Parse("alpine")));
        Assert.AreEqual("docker.io/library/alpine:3", file.Triggered([ImageReference.Parse("node:22")]).Single().Key);
    }

    [TestMethod]
    public void A_missing_file_is_an_empty_one()
    {
        using var folder = new TestFolder();

        Assert.IsEmpty(LockFile.Load(folder["repro.lock.json"]).Images);
    }

    [TestMethod]
    [DataRow("\"version\": 1", "\"version\": 2", "REPRO2013", "A newer ReproBuild.Sdk wrote it")]
    [DataRow("\"version\": 1", "\"version\": 0", "REPRO2012", "version")]
    [DataRow("\"version\": 1", "\"version\": \"1\"", "REPRO2012", "version")]
    [DataRow("  \"version\": 1,\n", "", "REPRO2012", "no version")]
    [DataRow("\"version\": 1", "\"version\": 1, \"note\": \"x\"", "REPRO2012", "\"note\"")]
    [DataRow("\"onBuild\"", "\"onbuild\"", "REPRO2012", "\"onbuild\"")]
    [DataRow("\"mediaType\": \"application/vnd.oci.image.index.v1+json\"", "\"mediaType\": \"text/html\"", "REPRO2012", "text/html")]
    [DataRow("docker.io/library/alpine:3\": {", "alpine:3\": {", "REPRO2012", "docker.io/library/alpine:3")]
    [DataRow("linux/arm/v7", "linux", "REPRO2012", "os/architecture")]
    [DataRow("sha256:", "sha257:", "REPRO2012", "sha257")]
    [DataRow("{\n  \"$schema\"", "<<<<<<< HEAD\n{\n  \"$schema\"", "REPRO2014", "merge conflict")]
    [DataRow("}\n}", "}\n", "REPRO2012", "malformed")]
    public void What_is_wrong_with_it_has_a_code_and_a_sentence(string part, string replacement, string code, string words)
    {
        using var folder = new TestFolder();
        int at = Good.IndexOf(part, StringComparison.Ordinal);
        string path = folder.Write("repro.lock.json", Good[..at] + replacement + Good[(at + part.Length)..]);

        var error = Assert.ThrowsExactly<ReproException>(() => LockFile.Load(path)).Diagnostic;

        Assert.AreEqual(code, error.Code);
        Assert.AreEqual(path, error.File);
        StringAssert.Contains(error.Message, words);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{\"version\":1,\"version\":1,\"images\":{}}")]
    [DataRow("{\"version\":1,\"images\":{\"\\ud800\":{}}}")]
    [DataRow("{\"version\":1,\"images\":[]}")]
    public void What_is_no_lock_file_at_all_is_REPRO2012(string text)
    {
        using var folder = new TestFolder();
        string path = folder.Write("repro.lock.json", text);

        Assert.AreEqual("REPRO2012", Assert.ThrowsExactly<ReproException>(() => LockFile.Load(path)).Diagnostic.Code);
    }

    [TestMethod]
    public void A_folder_of_its_name_is_said_to_be_one()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder["repro.lock.json"]);

        Assert.AreEqual("REPRO1011", Assert.ThrowsExactly<ReproException>(() => LockFile.Load(folder["repro.lock.json"])).Diagnostic.Code);
    }

    [TestMethod]
    public void The_published_schema_names_every_field_and_no_other()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(SchemaPath()));
        var root = schema.RootElement;

        Assert.AreEqual(LockFile.Schema, root.GetProperty("$id").GetString());
        CollectionAssert.AreEquivalent(new[] { "$schema", "version", "images" }, Names(root.GetProperty("properties")));
        var definitions = root.GetProperty("$defs");
        CollectionAssert.AreEquivalent(new[] { "digest", "mediaType", "platforms", "onBuild" }, Names(definitions.GetProperty("image").GetProperty("properties")));
        CollectionAssert.AreEquivalent(new[] { "digest", "mediaType" }, Names(definitions.GetProperty("manifest").GetProperty("properties")));
        Assert.IsFalse(root.GetProperty("additionalProperties").GetBoolean());
    }

    private static string[] Names(JsonElement properties) => [.. properties.EnumerateObject().Select(p => p.Name)];

    private static string SchemaPath()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ReproBuild.Sdk.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "docs", "schemas", "repro.lock.schema.json");
    }
}
