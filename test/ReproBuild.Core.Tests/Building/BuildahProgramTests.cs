using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Building;

/// <summary>What is asked of buildah, by a script in its place that says what a version of it says, and writes down how it is called.</summary>
[TestClass]
public sealed class BuildahProgramTests
{
    private const string Old = "      --isolation type      (default \"chroot\")\n      --timestamp int       set created timestamp\n";

    // Of 1.41: the older flag is still there, and may not be given beside the newer one, whose default is a variable.
    private const string New = Old +
        "      --identity-label                      add default identity label (default true)\n" +
        "      --rewrite-timestamp                   set timestamps in layers to no later than the value for --source-date-epoch\n" +
        "      --source-date-epoch string            set new timestamps in image info to seconds after the epoch, defaults to current time\n";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_buildah_of_1_28_is_given_the_flags_that_it_knows_and_no_other()
    {
        var calls = await BuildAsync(Old);

        Assert.HasCount(2, calls);
        Assert.IsTrue(calls.All(c => c.Contains("|--timestamp|1600000000|", StringComparison.Ordinal)), string.Join('\n', calls));
        Assert.IsFalse(calls.Any(c => c.Contains("--identity-label", StringComparison.Ordinal) || c.Contains("--source-date-epoch", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_buildah_with_both_ways_is_given_one_and_does_not_find_the_other_in_its_environment()
    {
        var calls = await BuildAsync(New);

        Assert.IsTrue(calls.All(c => c.Contains("|--timestamp|1600000000|--identity-label=false|", StringComparison.Ordinal)), string.Join('\n', calls));
        Assert.IsFalse(calls.Any(c => c.Contains("--source-date-epoch", StringComparison.Ordinal)));
        Assert.IsTrue(calls.All(c => c.StartsWith("SOURCE_DATE_EPOCH=unset|", StringComparison.Ordinal)), string.Join('\n', calls));
    }

    [TestMethod]
    public async Task A_buildah_without_the_older_way_is_given_the_newer_pair()
    {
        var calls = await BuildAsync(New.Replace("--timestamp int ", "--time int ", StringComparison.Ordinal));

        Assert.IsTrue(calls.All(c => c.Contains("|--source-date-epoch|1600000000|--rewrite-timestamp|--identity-label=false|", StringComparison.Ordinal)), string.Join('\n', calls));
    }

    [TestMethod]
    public async Task A_buildah_that_cannot_fix_times_is_REPRO1007_and_nothing_is_built()
    {
        var error = await Assert.ThrowsExactlyAsync<ReproException>(() => BuildAsync("      --isolation type  x\n"));

        Assert.AreEqual(DiagnosticCodes.EngineUnusable, error.Diagnostic.Code);
        Assert.Contains("knows no --timestamp", error.Message);
    }

    [TestMethod]
    public async Task Platforms_are_built_in_the_order_asked_for_and_each_is_told_what_it_is()
    {
        var calls = await BuildAsync(Old, new Platform("linux", "arm64"), new Platform("linux", "amd64"));

        Assert.HasCount(4, calls);
        foreach (var (call, platform) in calls.Zip((string[])["arm64", "amd64", "arm64", "amd64"]))
        {
            Assert.Contains($"|--platform|linux/{platform}|", call);
            Assert.Contains($"|--build-arg|TARGETARCH={platform}|", call);
            Assert.DoesNotContain("--manifest", call);
        }
    }

    // The calls of "bud", as VARIABLE|argument|…
    private async Task<string[]> BuildAsync(string help, params Platform[] platforms)
    {
        using var repository = new TestRepository();
        repository.Write("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");
        repository.Commit();
        using var folder = new TestFolder();
        foreach (string architecture in (string[])["amd64", "arm64"])
            OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(new TarBuilder().File("a").Build())) { Architecture = architecture }).Write(folder, architecture + ".tar");
        Directory.CreateDirectory(folder["graph"]);
        string script = folder.Write("buildah", $$"""
            #!/bin/sh
            case "$*" in
            "bud --help") cat '{{folder.Write("help", help)}}' ;;
            info) echo '{"store":{"GraphRoot":"{{folder["graph/storage"]}}","RunRoot":"{{folder["run"]}}","GraphDriverName":"vfs","GraphOptions":[]} }' ;;
            *" bud "*)
                { printf 'SOURCE_DATE_EPOCH=%s|' "${SOURCE_DATE_EPOCH-unset}"; printf '%s|' "$@"; echo; } >> '{{folder["calls"]}}'
                case "$*" in *linux/arm64*) made='{{folder["arm64.tar"]}}' ;; *) made='{{folder["amd64.tar"]}}' ;; esac
                for a in "$@"; do case $a in oci-archive:*) cp "$made" "${a#oci-archive:}" ;; esac; done ;;
            esac
            """);
        File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        var plan = new BuildPlan
        {
            ProjectDirectory = repository.Root,
            OutputDirectory = repository.Around["out"],
            DockerfilePath = repository["Dockerfile"],
            Epoch = 1_600_000_000,
            Platforms = platforms,
            Environment = new Dictionary<string, string?> { ["SOURCE_DATE_EPOCH"] = "5" },
        };
        var builder = new BuildahBuilder(TestRepository.Git, BuildahProgram.Buildah with { Path = script });

        await new TwiceBuilder(builder).RunAsync(plan, new ListLog(), null, TestContext.CancellationToken);

        return await File.ReadAllLinesAsync(folder["calls"], TestContext.CancellationToken);
    }
}
