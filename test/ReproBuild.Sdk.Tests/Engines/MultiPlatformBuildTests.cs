using ReproBuild.Archives;
using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Engines;

/// <summary>Dockerfiles for two platforms of which this machine can run one.</summary>
[TestClass]
public sealed class MultiPlatformBuildTests
{
    private const string Platforms = "-p:ReproPlatforms=linux/amd64%2Clinux/arm64";
    private static readonly Platform Amd64 = new("linux", "amd64"), Arm64 = new("linux", "arm64");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    [DataRow("podman")]
    public async Task A_Dockerfile_that_compiles_for_the_other_platform_gives_one_index_with_the_same_images_twice(string engine)
    {
        var (index, _) = await TwoPlatformBase.PushAsync(TestContext.CancellationToken);
        using var repository = Repository($"""
            FROM --platform=$BUILDPLATFORM {index} AS build
            ARG TARGETARCH
            RUN mkdir /out && echo "for $TARGETARCH" > /out/app

            FROM --platform=$TARGETPLATFORM {index}
            COPY --from=build /out /app
            """);

        var result = await RunAsync(engine, TestEngine.Plan(repository));

        using var first = ImageArchive.Open(result.First.ArchivePath);
        using var second = ImageArchive.Open(result.Second.ArchivePath);
        Assert.AreEqual("linux/amd64 linux/arm64", string.Join(' ', first.Images.Select(i => $"{i.Platform.Os}/{i.Platform.Architecture}")), "in the order that was asked for");
        CollectionAssert.AreEqual(first.Images.Select(i => i.Digest).ToArray(), second.Images.Select(i => i.Digest).ToArray());
        Assert.AreNotEqual(first.Images[0].Digest, first.Images[1].Digest);
        Assert.AreEqual("amd64 arm64", string.Join(' ', first.Images.Select(i => i.Config.Platform.Architecture)));
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    [DataRow("podman")]
    public async Task A_step_that_runs_programs_of_a_platform_that_the_machine_cannot_run_is_REPRO4006_and_says_what_to_do(string engine)
    {
        var (index, _) = await TwoPlatformBase.PushAsync(TestContext.CancellationToken);
        using var repository = Repository($"FROM {index}\nRUN echo hello > /hello\n");

        var error = (await Assert.ThrowsExactlyAsync<ReproException>(() => RunAsync(engine, TestEngine.Plan(repository)))).Diagnostic;

        Assert.AreEqual("REPRO4006", error.Code, error.Message);
        StringAssert.Contains(error.Message, "a program of linux/arm64, which this machine (linux/amd64) cannot run");
        StringAssert.Contains(error.Message, "FROM --platform=$BUILDPLATFORM");
        StringAssert.Contains(error.Message, repository.Around["out/build-1.log"]);
        Assert.IsFalse(File.Exists(repository.Around["out/build-1.oci.tar"]));
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task A_difference_in_the_second_platform_alone_fails_at_its_line_and_names_the_platform(string engine)
    {
        var (index, _) = await TwoPlatformBase.PushAsync(TestContext.CancellationToken);
        using var project = TestProject.NewDockerfile($"""
            FROM --platform=$BUILDPLATFORM {index} AS build
            ARG TARGETARCH
            RUN mkdir /out && echo same > /out/app
            RUN if [ $TARGETARCH = arm64 ]; then date > /out/when; fi

            FROM --platform=$TARGETPLATFORM {index}
            COPY --from=build /out /app
            """);

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=" + engine, Platforms);

        run.FailedWith("Dockerfile(4,1): error REPRO5201").Says("[linux/arm64]").Says("error REPRO5001").Says("differ: linux/arm64: sha256:")
            .DoesNotSay("[linux/amd64]").DoesNotSay("REPRO20").Says("linux/amd64=sha256:");
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task A_base_that_is_pinned_to_one_platform_is_REPRO2022_at_its_line_for_the_other(string engine)
    {
        var (_, single) = await TwoPlatformBase.PushAsync(TestContext.CancellationToken);
        using var project = TestProject.NewDockerfile($"FROM {single}\nCOPY Dockerfile /\n");

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=" + engine, Platforms);

        run.FailedWith("Dockerfile(1,6): error REPRO2022").Says("is for linux/amd64 alone, and the image for linux/arm64 is built on it").DoesNotSay("the image for linux/amd64 is built");
    }

    // buildah 1.28 finds no stage by a name with variables in it.
    [TestMethod]
    [DataRow("buildx")]
    public async Task A_base_that_is_chosen_by_the_platform_is_checked_for_each(string engine)
    {
        var (index, _) = await TwoPlatformBase.PushAsync(TestContext.CancellationToken);
        using var project = TestProject.NewDockerfile($"""
            FROM {index} AS base-arm64
            ENV LANG=C.UTF-8
            FROM {TestEngine.Busybox} AS base-amd64
            FROM base-$TARGETARCH
            COPY Dockerfile /
            """);

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=" + engine, Platforms);

        run.Succeeded().Says("Verdict:  Reproducible").DoesNotSay("REPRO2017").DoesNotSay("REPRO2018").DoesNotSay("REPRO2022");
    }

    [TestMethod]
    public async Task A_base_that_buildah_takes_for_the_platform_of_an_earlier_stage_is_REPRO2017()
    {
        var (index, _) = await TwoPlatformBase.PushAsync(TestContext.CancellationToken);
        using var project = TestProject.NewDockerfile($"FROM --platform=$BUILDPLATFORM {index} AS build\nRUN echo same > /app\nFROM {index}\nCOPY --from=build /app /app\n");

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=buildah", Platforms);

        run.FailedWith("Dockerfile(3,6): error REPRO2017: The image for linux/arm64").DoesNotSay("The image for linux/amd64 does not");
    }

    private static TestRepository Repository(string dockerfile)
    {
        var repository = new TestRepository();
        repository.Write("Dockerfile", dockerfile);
        repository.Commit();
        return repository;
    }

    private async Task<TwiceResult> RunAsync(string engine, BuildPlan plan)
    {
        plan = plan with { Platforms = [Amd64, Arm64] };
        var builder = await TestEngine.RequireAsync(engine, plan, TestContext.CancellationToken);
        return await new TwiceBuilder(builder).RunAsync(plan, new ListLog(), null, TestContext.CancellationToken);
    }
}
