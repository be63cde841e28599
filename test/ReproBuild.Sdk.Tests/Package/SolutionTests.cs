using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

[TestClass]
public class SolutionTests
{
    [TestMethod]
    public async Task The_verdict_of_a_solution_says_that_its_configuration_is_not_the_one_that_is_published()
    {
        using var project = TestProject.NewConsole();
        project.Write("All.slnx", """<Solution><Project Path="app.csproj" /></Solution>""").Commit();

        var asked = await project.RunAsync("build", "All.slnx", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch");
        var released = await project.RunAsync("build", "All.slnx", "-c", "Release", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch");

        asked.Succeeded().Says("Remarks:  rewritten canonically; configuration Debug, where dotnet publish takes Release");
        released.Succeeded().Says("Verdict:  Reproducible").DoesNotSay("configuration ");
    }
}
