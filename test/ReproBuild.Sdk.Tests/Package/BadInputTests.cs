using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

[TestClass]
public class BadInputTests
{
    [TestMethod]
    [DataRow("-p:ReproEngine=kaniko", "REPRO1005: ReproEngine is \"kaniko\"")]
    [DataRow("-p:ReproEngine=dotnet", "REPRO1005: ReproEngine is \"dotnet\"")]
    [DataRow("-p:ReproRewrite=maybe", "REPRO1005: ReproRewrite is \"maybe\"")]
    [DataRow("-p:ReproTimeout=soon", "REPRO1005: ReproTimeout is \"soon\"")]
    [DataRow("-p:ReproPlatforms=arm", "REPRO1005: ReproPlatforms holds \"arm\"")]
    [DataRow("-p:ReproBuildArgs=VERSION", "REPRO1005: Item 1 of ReproBuildArg has no value")]
    [DataRow("-p:ReproDockerfile=Missing", "REPRO3001")]
    [DataRow("-p:SOURCE_DATE_EPOCH=-1", "REPRO1003")]
    [DataRow("-p:SOURCE_DATE_EPOCH=1.5", "REPRO1003")]
    [DataRow("-p:SOURCE_DATE_EPOCH=253402300800", "REPRO1003")]
    [DataRow("-p:SOURCE_DATE_EPOCH=", "REPRO1003")]
    public async Task A_bad_property_is_named_with_what_to_write(string argument, string told)
    {
        using var project = TestProject.NewDockerfile();

        var run = await project.RunAsync("msbuild", "-t:VerifyReproducible", argument);

        run.FailedWith(told);
        Assert.IsFalse(File.Exists(project["artifacts/repro/build-1.oci.tar"]));
    }

    [TestMethod]
    [DataRow("VerifyReproducible")]
    [DataRow("PinBaseImages")]
    [DataRow("LintContainer")]
    public async Task A_target_that_was_asked_for_does_its_work_in_a_design_time_build_too(string target)
    {
        using var project = TestProject.NewDockerfile();
        project.Environment["DesignTimeBuild"] = "true";

        (await project.RunAsync("msbuild", $"-t:{target}", "-p:ReproDockerfile=Missing")).FailedWith("REPRO3001");
        project.Environment.Clear();
        (await project.RunAsync("msbuild", $"-t:{target}", "-p:ReproDockerfile=Missing", "-p:DesignTimeBuild=true")).FailedWith("REPRO3001");
    }

    [TestMethod]
    public async Task With_nothing_to_build_from_I_am_told_which_property_to_set()
    {
        using var project = new TestProject();
        project.Write("service.proj", TestProject.DockerfileOnly).Commit();

        (await project.RunAsync("msbuild", "-t:VerifyReproducible")).FailedWith("REPRO1005").Says("Set ReproDockerfile");
    }

    [TestMethod]
    public async Task With_several_frameworks_I_am_told_to_name_one()
    {
        using var project = TestProject.NewConsole();
        project.Write("app.csproj", TestProject.Console.Replace("<TargetFramework>net10.0</TargetFramework>",
            "<TargetFrameworks>net10.0;net9.0</TargetFrameworks>", StringComparison.Ordinal));

        (await project.RunAsync("msbuild", "-t:VerifyReproducible")).FailedWith("REPRO1005").Says("-p:TargetFramework=");
    }

    [TestMethod]
    public async Task An_unpinned_base_image_is_an_error_at_its_line_and_stops_nothing()
    {
        using var project = TestProject.NewDockerfile("# a comment\nFROM alpine:3.20\nRUN true\n");

        // Both findings come out of one run: the image, and the epoch that the next step cannot read.
        var run = await project.RunAsync("msbuild", "-t:VerifyReproducible", "-p:SOURCE_DATE_EPOCH=x");

        run.FailedWith("Dockerfile(2,6): error REPRO2001").Says("error REPRO1003");
    }

    [TestMethod]
    public async Task A_dirty_working_tree_is_a_warning_that_obeys_NoWarn_and_WarningsAsErrors()
    {
        using var project = TestProject.NewDockerfile();
        project.Write("Dockerfile", "FROM scratch\n# changed\n");

        var warned = await project.RunAsync("msbuild", "-t:_ReproComputeEpoch");
        var silenced = await project.RunAsync("msbuild", "-t:_ReproComputeEpoch", "-p:NoWarn=REPRO1004");
        var raised = await project.RunAsync("msbuild", "-t:_ReproComputeEpoch", "-p:WarningsAsErrors=REPRO1004");

        warned.Succeeded().Says("service.proj : warning REPRO1004").Says("Dockerfile. Commit or revert.");
        silenced.Succeeded().DoesNotSay("warning REPRO1004");
        raised.FailedWith("error REPRO1004");
    }

    [TestMethod]
    public async Task Without_a_repository_or_a_commit_I_am_told_how_to_give_the_epoch()
    {
        using var project = new TestProject().Write("service.proj", TestProject.DockerfileOnly).Write("Dockerfile", "FROM scratch\n");

        var uncommitted = await project.RunAsync("msbuild", "-t:VerifyReproducible");
        Directory.Delete(project[".git"], recursive: true);
        var unversioned = await project.RunAsync("msbuild", "-t:VerifyReproducible");

        uncommitted.FailedWith("error REPRO1002").Says(project.Root).Says("SOURCE_DATE_EPOCH");
        unversioned.FailedWith("error REPRO1002").Says("SOURCE_DATE_EPOCH");
        Assert.IsFalse(Directory.Exists(project["artifacts"]));
    }

    [TestMethod]
    [DataRow("", "REPRO3002")]
    [DataRow("# nothing but a comment\n", "REPRO3002")]
    [DataRow("RUN true\n", "REPRO3002")]
    [DataRow("FROM scratch\nFORM scratch\n", "Dockerfile(2,1): error REPRO3002")]
    public async Task A_Dockerfile_that_cannot_be_read_is_told_before_anything_is_built(string dockerfile, string told)
    {
        using var project = TestProject.NewDockerfile(dockerfile);

        var run = await project.RunAsync("msbuild", "-t:VerifyReproducible", "-p:SOURCE_DATE_EPOCH=1700000000");

        run.FailedWith(told).Says("Dockerfile").DoesNotSay("Build 1 with");
        Assert.IsFalse(File.Exists(project["artifacts/repro/build-1.oci.tar"]));
    }
}
