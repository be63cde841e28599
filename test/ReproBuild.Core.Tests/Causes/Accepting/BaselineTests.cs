using System.Text;
using System.Text.Json.Nodes;
using ReproBuild.Causes;
using ReproBuild.Causes.Accepting;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Causes.Accepting;

[TestClass]
public sealed class BaselineTests
{
    [TestMethod]
    public void A_baseline_gives_its_entries_with_their_lines()
    {
        var entries = Parse("""
            {
              "$schema": "baseline-1.schema.json",
              "version": 1,
              "accepted": [
                { "cause": "logs", "path": "/var/log/**", "reason": " kept for support ", "expires": "2027-01-31" },
                {
                  "cause": "*", "reason": "old"
                }
              ]
            }
            """);

        Assert.HasCount(2, entries);
        Assert.AreEqual(new Acceptance("logs", "/var/log/**", "kept for support", new DateOnly(2027, 1, 31), "/b.json", 5), entries[0]);
        Assert.AreEqual(new Acceptance("*", null, "old", null, "/b.json", 6), entries[1]);
    }

    [TestMethod]
    [DataRow("", 1, "no JSON")]
    [DataRow("{\n\"version\": 1,\n\"accepted\": [}", 3, "no JSON")]
    [DataRow("{\"version\": 1, \"accepted\": []} 1", 1, "no JSON")]
    [DataRow("[]", 1, "is an object")]
    [DataRow("{\n \"accepted\": [] }", 2, "no version")]
    [DataRow("{\n \"version\": 2,\n \"accepted\": [] }", 2, "version of a baseline is 1")]
    [DataRow("{ \"version\": 1 }", 1, "no list \"accepted\"")]
    [DataRow("{ \"version\": 1,\n \"acepted\": [] }", 2, "no \"acepted\"")]
    [DataRow("{ \"version\": 1,\n\n \"accepted\": [ 1 ] }", 3, "is an object with")]
    [DataRow("{ \"version\": 1, \"accepted\": [\n { \"cause\": \"logs\", \"reason\": \"r\", \"pth\": \"x\" } ] }", 2, "no \"pth\"")]
    [DataRow("{ \"version\": 1, \"accepted\": [\n { \"cause\": \"logs\", \"cause\": \"logs\", \"reason\": \"r\" } ] }", 2, "stands twice")]
    [DataRow("{ \"version\": 1, \"accepted\": [\n { \"cause\": 1, \"reason\": \"r\" } ] }", 2, "is a text")]
    [DataRow("{ \"version\": 1, \"accepted\": [\n { \"cause\": \"logs\" } ] }", 2, "no reason")]
    [DataRow("{ \"version\": 1, \"accepted\": [\n { \"cause\": \"logs\", \"reason\": \" \" } ] }", 2, "no reason")]
    [DataRow("{ \"version\": 1, \"accepted\": [\n { \"reason\": \"r\" } ] }", 2, "names no cause")]
    [DataRow("{ \"version\": 1, \"accepted\": [\n { \"cause\": \"file-time\", \"reason\": \"r\" } ] }", 2, "file-mtime")]
    [DataRow("{ \"version\": 1, \"accepted\": [\n { \"cause\": \"logs\", \"reason\": \"r\", \"path\": \"/\" } ] }", 2, "path of an accepted difference is empty")]
    [DataRow("{ \"version\": 1, \"accepted\": [\n { \"cause\": \"logs\", \"reason\": \"r\", \"expires\": \"31.1.2027\" } ] }", 2, "is no day")]
    [DataRow("{ \"version\": 1, \"accepted\": [\n { \"cause\": \"\\ud800\", \"reason\": \"r\" } ] }", 2, "half a character")]
    public void A_malformed_baseline_is_REPRO1030_at_its_line(string json, int line, string why)
    {
        var error = Assert.ThrowsExactly<ReproException>(() => Parse(json)).Diagnostic;

        Assert.AreEqual(("REPRO1030", "/b.json", line, Severity.Error), (error.Code, error.File, error.Line, error.Severity), error.Message);
        Assert.Contains(why, error.Message);
        Assert.DoesNotContain("\n", error.Message);
    }

    [TestMethod]
    public void A_baseline_that_is_not_there_is_REPRO1030_and_accepts_nothing_by_being_absent()
    {
        var error = Assert.ThrowsExactly<ReproException>(() => Baseline.Load("/nowhere/b.json", CauseCatalogue.Default)).Diagnostic;

        Assert.AreEqual(("REPRO1030", "/nowhere/b.json"), (error.Code, error.File));
    }

    [TestMethod]
    public void The_published_schema_names_what_the_reader_reads()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "baseline-1.schema.json")))!;
        var entry = schema["properties"]!["accepted"]!["items"]!;

        Assert.AreEqual("$schema version accepted", string.Join(' ', schema["properties"]!.AsObject().Select(p => p.Key)));
        Assert.AreEqual("cause path reason expires", string.Join(' ', entry["properties"]!.AsObject().Select(p => p.Key)));
        Assert.AreEqual("cause reason", string.Join(' ', entry["required"]!.AsArray()));
        Assert.AreEqual(Baseline.Version, (int)schema["properties"]!["version"]!["const"]!);
    }

    private static IReadOnlyList<Acceptance> Parse(string json) => Baseline.Parse(Encoding.UTF8.GetBytes(json), "/b.json", CauseCatalogue.Default);
}
