using ReproBuild.Sdk.Tests.Engines;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Pinning;

/// <summary>The target against the real registry, which stands in for the public ones.</summary>
[TestClass]
public sealed class PinBaseImagesTests
{
    private const string Pin = "-t:PinBaseImages";

    [TestMethod]
    public async Task FloatingService_gets_digests_in_its_FROM_and_nothing_else_changes()
    {
        RequireMirror();
        string sample = File.ReadAllText(Path.Combine(PackedSdk.Repository, "samples/FloatingService/Dockerfile"));
        using var project = TestProject.NewDockerfile(sample);

        var dry = await project.RunAsync("build", Pin, "-p:ReproPinDryRun=true");
        string untouched = File.ReadAllText(project["Dockerfile"]);
        var run = await project.RunAsync("build", Pin);
        var again = await project.RunAsync("build", Pin, "-p:ReproLockedMode=true", "-p:ReproRegistryMirrors=docker.io=127.0.0.1:1");

        dry.Succeeded().Says("-FROM golang:latest AS build").Says("+FROM golang:latest@sha256:").Says("A dry run");
        Assert.AreEqual(sample, untouched);
        run.Succeeded().Says("Written: Dockerfile, repro.lock.json");
        string[] before = sample.Split('\n'), after = File.ReadAllText(project["Dockerfile"]).Split('\n');
        Assert.HasCount(before.Length, after);
        for (int i = 0; i < before.Length; i++)
        {
            if (!before[i].StartsWith("FROM ", StringComparison.Ordinal)) Assert.AreEqual(before[i], after[i]);
            else Assert.MatchesRegex(@"^FROM [a-z]+:latest@sha256:[0-9a-f]{64}( AS build)?$", after[i]);
        }

        again.Succeeded().Says("Nothing to write: all are pinned.");
    }

    [TestMethod]
    public async Task On_a_build_server_nothing_is_written_and_I_am_told_what_to_do()
    {
        RequireMirror();
        using var project = TestProject.NewDockerfile("FROM alpine:latest\n");

        var run = await project.RunAsync("build", Pin, "-p:ContinuousIntegrationBuild=true");

        run.FailedWith("error REPRO2016").Says("dotnet build -t:PinBaseImages on your machine");
        Assert.AreEqual("FROM alpine:latest\n", File.ReadAllText(project["Dockerfile"]));
        Assert.IsFalse(File.Exists(project["repro.lock.json"]));
    }

    [TestMethod]
    [DataRow("buildx", "ARG V=latest\nFROM alpine:$V\nCOPY data /data\n")]
    // buildah 1.28 looks a build context up by the name before its variables are resolved.
    [DataRow("buildah", "FROM alpine:latest\nCOPY data /data\n")]
    public async Task A_Dockerfile_that_must_not_be_touched_is_built_from_the_lock_file_and_its_base_is_checked(string engine, string dockerfile)
    {
        RequireMirror();
        using var project = new TestProject();
        project.Write("service.proj", TestProject.DockerfileOnly).Write("Dockerfile", dockerfile).Write("data", "data\n").Commit();

        (await project.RunAsync("build", Pin, "-p:ReproLockFileOnly=true")).Succeeded().Says("Written: repro.lock.json");
        project.Commit();
        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=" + engine);

        run.Succeeded().Says($"Verdict:  Reproducible ({engine})").DoesNotSay("REPRO20");
        Assert.AreEqual(dockerfile, File.ReadAllText(project["Dockerfile"]));
    }

    [TestMethod]
    public async Task A_stage_that_is_built_again_for_its_line_begins_with_the_base_of_the_lock_file()
    {
        // A name that nobody but the mirror knows: a stage that is built without the lock file's pins cannot be built at all.
        string mirror = $"-p:ReproRegistryMirrors=nowhere.invalid={TestEngine.Variable("REPRO_TEST_REGISTRY")}/library";
        using var project = new TestProject();
        project.Write("service.proj", TestProject.DockerfileOnly).Write("Dockerfile", """
            FROM nowhere.invalid/alpine:latest AS made
            RUN date > /when

            FROM nowhere.invalid/alpine:latest
            COPY --from=made /when /when

            """).Commit();

        (await project.RunAsync("build", Pin, "-p:ReproLockFileOnly=true", mirror)).Succeeded();
        project.Commit();
        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=buildx", mirror);

        run.FailedWith("Dockerfile(2,1): error REPRO5201").Says("Brought by COPY --from=made (line 5)").DoesNotSay("could not be followed").DoesNotSay("REPRO20");
    }

    [TestMethod]
    public async Task A_dotnet_project_is_built_on_the_base_that_its_lock_file_names()
    {
        RequireMirror();
        using var project = TestProject.NewConsole();
        project.Write("app.csproj", TestProject.Console.Replace("</PropertyGroup>",
            "<ContainerBaseImage>mcr.microsoft.com/dotnet/runtime-deps:10.0</ContainerBaseImage></PropertyGroup>", StringComparison.Ordinal)).Commit();

        var unpinned = await project.RunAsync("build", "-t:_ReproCheckPins");
        (await project.RunAsync("build", Pin)).Succeeded().Says("Written: repro.lock.json");
        project.Commit();
        var run = await project.RunAsync("build", "-t:VerifyReproducible");

        unpinned.FailedWith("error REPRO2001").Says("runtime-deps:10.0@sha256:");
        run.Succeeded().Says("Verdict:  Reproducible (dotnet)").DoesNotSay("REPRO20");
    }

    private static void RequireMirror() => TestEngine.Variable("REPRO_REGISTRY_MIRRORS");
}
