using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

/// <summary>Targets of a user that depend on ours.</summary>
[TestClass]
public sealed class DependentTargetTests
{
    [TestMethod]
    public async Task A_target_that_depends_on_a_comparison_does_not_run_when_the_comparison_fails()
    {
        using var project = new TestProject().Write("service.proj", """
            <Project Sdk="ReproBuild.Sdk/1.0.0">
              <Target Name="Push" DependsOnTargets="CompareImages">
                <Message Importance="high" Text="PUSHED" />
              </Target>
            </Project>
            """).Write("Dockerfile", "FROM scratch\n").Commit();

        var run = await project.RunAsync("build", "-t:Push", "-p:ReproLeft=one.tar", "-p:ReproRight=two.tar");

        run.FailedWith("REPRO6001").DoesNotSay("PUSHED").DoesNotSay("MSB4181");
    }

    [TestMethod]
    public async Task Two_archives_are_compared_by_the_names_that_the_command_line_gives()
    {
        using var project = TestProject.NewConsole();
        const string publish = "-p:ContainerBaseImage=scratch";
        (await project.RunAsync("publish", "-t:PublishContainer", publish, "-r", "linux-x64", "-p:ContainerArchiveOutputPath=artifacts/one.tar")).Succeeded();
        File.Copy(project["artifacts/one.tar"], project["artifacts/copy.tar"]);

        (await project.RunAsync("build", "-t:CompareImages", "-p:ReproLeft=artifacts/one.tar", "-p:ReproRight=artifacts/copy.tar"))
            .Succeeded().Says("Verdict:  Reproducible");
        (await project.RunAsync("build", "-t:CompareImages", "-p:ReproLeft=artifacts/one.tar", "-p:ReproRight=artifacts/one.tar"))
            .FailedWith("error REPRO5002");
    }
}
