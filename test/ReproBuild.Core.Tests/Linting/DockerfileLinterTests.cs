using ReproBuild.Core.Tests.Dockerfiles;
using ReproBuild.Diagnostics;
using ReproBuild.Linting;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Linting;

[TestClass]
public sealed class DockerfileLinterTests
{
    private const string Stages = "FROM a AS unused\nRUN apk add curl\nFROM a AS tools\nRUN apk add git\nFROM a AS base\nRUN apk add jq\nFROM base\nCOPY --from=tools /x /x\nRUN apk add tar";

    [TestMethod]
    public void Only_stages_that_reach_the_target_are_told_of() => Read.Same(Linted.File(Stages).Select(f => f.Line), 4, 6, 9);

    [TestMethod]
    public void Another_target_has_other_findings()
    {
        Read.Same(Linted.File(Stages, target: "unused").Select(f => f.Line), 2);
        Read.Same(Linted.File(Stages, target: "base").Select(f => f.Line), 6);
    }

    [TestMethod]
    public void A_stage_that_a_build_context_replaces_is_not_built() => Read.Same(
        DockerfileLinter.Lint(new LintRequest(Read.File(Stages), new ImageUseQuery { NamedContexts = new Dictionary<string, string> { ["tools"] = "/other" } }, null)).Select(f => f.Line), 6, 9);

    [TestMethod]
    public void A_mount_from_a_stage_reaches_the_target() =>
        Read.Same(Linted.File("FROM a AS tools\nRUN apk add git\nFROM a\nRUN --mount=type=bind,from=tools,target=/t true").Select(f => f.Line), 2);

    [TestMethod]
    public void Findings_are_warnings_in_the_order_of_the_file_with_a_place_and_a_help_link()
    {
        var found = Linted.Lines("RUN apk add curl && date > /f\nRUN uuidgen > /g").Select(f => f.Diagnostic).ToList();

        Read.Same(found.Select(d => (d.Code, d.Severity, d.File, d.Line, d.Column)),
            ("REPRO3415", Severity.Warning, Read.Path, 2, 5), ("REPRO3201", Severity.Warning, Read.Path, 2, 21), ("REPRO3206", Severity.Warning, Read.Path, 3, 5));
        Assert.EndsWith("docs/diagnostics.md#repro3415", found[0].HelpLink);
    }

    [TestMethod]
    [Timeout(20_000)]
    public void Thousands_of_installs_with_addresses_are_linted_in_seconds() => Assert.HasCount(40_000, Linted.Lines(string.Concat(
        Enumerable.Repeat("# from http://mirror.example/debian\nRUN --mount=type=tmpfs,target=/var/log apt-get install -y curl && apt-get upgrade\n", 20_000))));

    [TestMethod]
    public void A_target_that_is_no_stage_is_REPRO1005() =>
        Assert.AreEqual("REPRO1005", Assert.ThrowsExactly<ReproException>(() => Linted.File("FROM a", target: "b")).Diagnostic.Code);

    [TestMethod]
    [DataRow("samples/GoService/Dockerfile", "")]
    [DataRow("samples/FloatingService/Dockerfile", "3 REPRO3102, 4 REPRO3506, 7 REPRO3415, 8 REPRO3201")]
    public void The_samples_have_the_findings_that_they_are_for(string path, string expected)
    {
        string file = Path.Combine(Repository(), path);

        var found = DockerfileLinter.Lint(new LintRequest(ReproBuild.Dockerfiles.Dockerfile.Load(file), new ImageUseQuery(), Path.GetDirectoryName(file)));

        Assert.AreEqual(expected, string.Join(", ", found.Select(f => $"{f.Line} {f.Code}")));
    }

    [TestMethod]
    public void Every_code_has_its_section_in_the_documentation()
    {
        string documentation = File.ReadAllText(Path.Combine(Repository(), "docs/diagnostics.md"));

        foreach (string code in (string[])["3101", "3102", "3201", "3206", "3401", "3403", "3411", "3415", "3501", "3506"])
        {
            Assert.IsTrue(documentation.Contains($"<a id=\"repro{code}\"></a>", StringComparison.Ordinal), code);
        }
    }

    [TestMethod]
    public void No_text_makes_the_linter_fail()
    {
        var random = new Random(4711);
        const string Alphabet = "$(){}[]<>|&;'\"`\\ \n#=!abdate0-/.";
        for (int i = 0; i < 20_000; i++)
        {
            string script = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            try
            {
                Linted.Lines($"RUN date {script}");
            }
            catch (ReproException e) when (e.Diagnostic.Code == "REPRO3002")
            {
                // A line break in it makes another instruction, which is none.
            }
        }
    }

    private static string Repository()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ReproBuild.Sdk.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
