using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

[TestClass]
public class LintTests
{
    private const string Lint = "-t:LintContainer";
    private const string Floating = "FROM scratch\nRUN apk add curl\n";

    [TestMethod]
    public async Task Linting_names_each_mistake_at_its_line_builds_nothing_and_fails_nothing()
    {
        using var project = TestProject.NewDockerfile("FROM scratch\nCOPY . .\nRUN apk add curl && date > /build-info\n");

        var run = await project.RunAsync("build", Lint);

        run.Succeeded().Says("Dockerfile(2,6): warning REPRO3102: ").Says("Dockerfile(3,5): warning REPRO3415: ").Says("Dockerfile(3,21): warning REPRO3201: ")
            .Says("Write: RUN apk add curl=<version>");
        Assert.IsFalse(Directory.Exists(project["artifacts"]));
    }

    [TestMethod]
    public async Task A_finding_can_be_silenced_or_made_an_error()
    {
        using var project = TestProject.NewDockerfile(Floating);

        (await project.RunAsync("build", Lint, "-p:NoWarn=REPRO3415")).Succeeded().DoesNotSay("warning REPRO3415");
        (await project.RunAsync("build", Lint, "-p:WarningsAsErrors=REPRO3415")).FailedWith("Dockerfile(2,5): error REPRO3415: ");
    }

    [TestMethod]
    public async Task A_Dockerfile_that_cannot_be_read_is_told_once()
    {
        using var project = TestProject.NewDockerfile("FROM scratch\nRUNN true\n");

        var run = await project.RunAsync("build", Lint);

        run.FailedWith("Dockerfile(2,1): error REPRO3002: ");
        Assert.HasCount(2, run.Told.Split("REPRO3002"));
    }

    [TestMethod]
    public async Task A_verification_whose_build_fails_has_read_the_Dockerfile_all_the_same()
    {
        using var project = TestProject.NewDockerfile(Floating);

        (await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproContext=nowhere")).FailedWith("Dockerfile(2,5): warning REPRO3415: ").DoesNotSay("Verdict:");
    }

    [TestMethod]
    public async Task A_project_without_a_Dockerfile_has_nothing_to_lint()
    {
        using var project = TestProject.NewConsole();

        (await project.RunAsync("build", Lint, "-p:ContainerBaseImage=scratch")).Succeeded().Says("has no Dockerfile").DoesNotSay("REPRO3");
    }
}
