using System.Text.RegularExpressions;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Engines;

/// <summary>GoService, which is right, with one mistake of FloatingService at a time: that one is named at its line, and nothing else.</summary>
[TestClass]
public sealed partial class FloatingMistakesTests
{
    private static readonly string[] Sources = ["main.go", "go.mod", ".dockerignore"];

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task Without_a_mistake_nothing_is_said(string engine) =>
        await VerifyAsync(engine, Service(), dockerignore: true, "");

    [TestMethod]
    public async Task A_floating_tag_is_named() =>
        await VerifyAsync("buildx", Service().Replace(TestEngine.Variable("REPRO_TEST_IMAGE_ALPINE"), Tagged, StringComparison.Ordinal), dockerignore: true, "error 9 REPRO2001");

    [TestMethod]
    public async Task A_whole_context_without_a_dockerignore_is_named() =>
        await VerifyAsync("buildx", Service().Replace("COPY go.mod main.go ./", "COPY . .", StringComparison.Ordinal), dockerignore: false, "warning 5 REPRO3102");

    [TestMethod]
    public async Task A_Go_build_without_its_flags_is_named() =>
        await VerifyAsync("buildx", Service().Replace("go build -trimpath -buildvcs=false -ldflags=\"-s -w -buildid=\"", "go build", StringComparison.Ordinal), dockerignore: true, "warning 7 REPRO3506");

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task Packages_without_versions_are_named(string engine) =>
        await VerifyAsync(engine, Service("RUN apk add --no-cache ca-certificates tzdata"), dockerignore: true, "warning 10 REPRO3415");

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task A_clock_in_a_file_is_named_once_with_the_proof_of_two_builds(string engine) =>
        await VerifyAsync(engine, Service("RUN date > /build-info"), dockerignore: true, "error 10 REPRO5201");

    [TestMethod]
    public async Task A_clock_in_days_which_two_builds_cannot_show_is_named() =>
        await VerifyAsync("buildx", Service("RUN date +%Y > /build-info"), dockerignore: true, "warning 10 REPRO3201");

    // The sample as it is, but for the images by digest: line 9 is the FROM of the last stage.
    private static string Service(string instruction = "")
    {
        string text = File.ReadAllText(Path.Combine(PackedSdk.Repository, "samples/GoService/Dockerfile"));
        string[] lines = text.Split('\n');
        lines = [.. lines[2..].Select(l => l.StartsWith("FROM golang", StringComparison.Ordinal) ? $"FROM {TestEngine.Variable("REPRO_TEST_IMAGE_GOLANG")} AS build"
            : l.StartsWith("FROM", StringComparison.Ordinal) ? $"FROM {TestEngine.Variable("REPRO_TEST_IMAGE_ALPINE")}" + (instruction.Length > 0 ? "\n" + instruction : "") : l)];
        return string.Join('\n', lines);
    }

    private static string Tagged => TestEngine.Variable("REPRO_TEST_IMAGE_ALPINE").Split('@')[0] + ":latest";

    private static async Task VerifyAsync(string engine, string dockerfile, bool dockerignore, string expected)
    {
        using var project = TestProject.NewDockerfile(dockerfile);
        foreach (string name in Sources.Where(s => dockerignore || s != ".dockerignore"))
            project.Write(name, await File.ReadAllTextAsync(Path.Combine(PackedSdk.Repository, "samples/GoService", name)));
        project.Commit();

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=" + engine);

        Assert.AreEqual(expected, string.Join(", ", AtLine().Matches(run.Told).Select(m => $"{m.Groups["severity"]} {m.Groups["line"]} {m.Groups["code"]}")), run.Output);
        // Nothing without a line but the verdict.
        Assert.AreEqual(expected.Contains("REPRO5", StringComparison.Ordinal) ? 1 : 0, Placeless().Count(run.Told), run.Output);
        Assert.AreEqual(expected.Contains("error", StringComparison.Ordinal), run.ExitCode != 0, run.Output);
        run.DoesNotSay("MSB4018");
    }

    [GeneratedRegex(@"Dockerfile\((?<line>\d+),\d+\): (?<severity>error|warning) (?<code>REPRO\d+)")]
    private static partial Regex AtLine();

    [GeneratedRegex(@"(?<!\)): (error|warning) REPRO\d+")]
    private static partial Regex Placeless();
}
