using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

[TestClass]
public class LanguageTests
{
    [TestMethod]
    public async Task A_project_in_FSharp_is_reproducible_and_the_verdict_says_that_its_path_was_not_varied()
    {
        using var project = new TestProject();
        project.Write("app.fsproj", TestProject.Console.Replace("</Project>", """<ItemGroup><Compile Include="Program.fs" /></ItemGroup></Project>""", StringComparison.Ordinal))
            .Write("Program.fs", "printfn \"hello\"\n").Commit();

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch");

        run.Succeeded().Says("Verdict:  Reproducible (dotnet)").Says("the path of the source was not varied, since F#'s output depends on it");
    }

    [TestMethod]
    public async Task A_project_in_Visual_Basic_is_reproducible_whatever_the_locale()
    {
        using var project = new TestProject();
        project.Write("app.vbproj", TestProject.Console)
            .Write("Program.vb", "Module Program\n  Sub Main()\n    System.Console.WriteLine(\"hello\")\n  End Sub\nEnd Module\n").Commit();

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch");

        run.Succeeded().Says("Verdict:  Reproducible (dotnet)").DoesNotSay("not varied");
    }
}
