using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

[TestClass]
public class TerminalTests
{
    [TestMethod]
    public async Task At_a_terminal_the_verdict_and_what_was_published_stand_at_the_line_of_the_project()
    {
        using var project = new TestProject { Terminal = true };
        project.Write("app.csproj", TestProject.Console).Write("Program.cs", "System.Console.WriteLine(\"hello\");\n").Commit();

        var verified = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch");
        var published = await project.RunAsync("publish", "-t:PublishContainer", "-p:ContainerBaseImage=scratch", "-p:ContainerArchiveOutputPath=artifacts/app.tar");
        var compared = await project.RunAsync("build", "-t:CompareImages", "-p:ReproLeft=artifacts/app.tar", "-p:ReproRight=artifacts/repro/build-1.oci.tar");

        verified.Succeeded().Says("→ Reproducible (dotnet) sha256:");
        published.Succeeded().Says("→ Published ").Says("app.tar sha256:");
        compared.Succeeded().Says("→ Reproducible sha256:");
    }
}
