using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

[TestClass]
public class WaysInTests
{
    private const string Properties = "<PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>";

    [TestMethod]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk"><Sdk Name="ReproBuild.Sdk" Version="1.0.0" />""", DisplayName = "an Sdk element")]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk;ReproBuild.Sdk/1.0.0">""", DisplayName = "after the .NET SDK")]
    [DataRow("""<Project Sdk="ReproBuild.Sdk/1.0.0;Microsoft.NET.Sdk">""", DisplayName = "before the .NET SDK")]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk;ReproBuild.Sdk">""", DisplayName = "global.json")]
    [DataRow("""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="ReproBuild.Sdk" Version="1.0.0" /></ItemGroup>""", DisplayName = "a PackageReference")]
    public async Task My_project_builds_as_before_and_has_the_targets(string head)
    {
        using var project = TestProject.NewConsole();
        project.Write("app.csproj", $"{head}{Properties}</Project>")
            .Write("global.json", """{ "msbuild-sdks": { "ReproBuild.Sdk": "1.0.0" } }""").Commit();

        var build = await project.RunAsync("build", "-v:detailed");
        var verify = await project.RunAsync("msbuild", "-t:VerifyReproducible", "-p:ReproEngine=nonsense");

        build.Succeeded();
        Assert.IsFalse(build.Output.Contains("warning", StringComparison.Ordinal) && build.Output.Contains("MSB4011", StringComparison.Ordinal), build.Output);
        AssertNothingOfOursRan(build);
        Assert.IsFalse(Directory.Exists(project["artifacts"]), "An ordinary build makes no files of ours.");
        verify.FailedWith("error REPRO1005: ReproEngine is \"nonsense\"");
    }

    [TestMethod]
    public async Task The_line_has_no_more_of_NuGet_compiled_at_run_time()
    {
        using var without = new TestProject().Write("app.csproj", TestProject.Console.Replace("<Sdk Name=\"ReproBuild.Sdk\" Version=\"1.0.0\" />", "", StringComparison.Ordinal))
            .Write("Program.cs", "System.Console.WriteLine();\n");
        using var with = TestProject.NewConsole();

        int ordinary = await CompiledOfNuGetAsync(without);
        int ours = await CompiledOfNuGetAsync(with);

        Assert.IsGreaterThan(0, ordinary, "The runtime told nothing of what it compiled.");
        Assert.IsLessThanOrEqualTo(ordinary, ours);
    }

    [TestMethod]
    public async Task Who_takes_another_NuGet_for_the_restore_keeps_it()
    {
        using var project = TestProject.NewConsole();
        const string mine = "/opt/nuget/NuGet.Build.Tasks.dll";

        var ours = await project.RunAsync("msbuild", "-getProperty:RestoreTaskAssemblyFile");
        project.Write("Directory.Build.props", $"<Project><PropertyGroup><RestoreTaskAssemblyFile>{mine}</RestoreTaskAssemblyFile></PropertyGroup></Project>");
        var theirs = await project.RunAsync("msbuild", "-getProperty:RestoreTaskAssemblyFile");
        project.Write("Directory.Build.props", "<Project><PropertyGroup><NuGetRestoreTargets>/opt/nuget/NuGet.targets</NuGetRestoreTargets></PropertyGroup></Project>");
        var withTheirTargets = await project.RunAsync("msbuild", "-getProperty:RestoreTaskAssemblyFile");

        string path = ours.Succeeded().Output.Trim();
        Assert.IsTrue(Path.IsPathRooted(path) && File.Exists(path), ours.Output);
        Assert.AreEqual(mine, theirs.Succeeded().Output.Trim());
        Assert.AreEqual("", withTheirTargets.Succeeded().Output.Trim(), "their targets choose");
    }

    [TestMethod]
    public async Task A_project_of_a_Dockerfile_alone_does_what_dotnet_asks_of_every_project()
    {
        using var project = TestProject.NewDockerfile();

        foreach (string target in (string[])["Restore", "Build", "Clean", "Rebuild", "Publish", "Pack", "VSTest", "GetTargetFrameworks", "GetTargetPath"])
            (await project.RunAsync("msbuild", $"-t:{target}")).Succeeded();
        var build = await project.RunAsync("build", "-v:detailed");

        AssertNothingOfOursRan(build.Succeeded());
        Assert.IsFalse(Directory.Exists(project["artifacts"]));
        Assert.IsFalse(Directory.Exists(project["obj"]));
    }

    [TestMethod]
    public async Task A_NET_project_can_refer_to_a_project_of_a_Dockerfile_alone()
    {
        using var project = TestProject.NewDockerfile();
        project.Write("app/app.csproj", TestProject.Console.Replace("</Project>",
                """<ItemGroup><ProjectReference Include="../service.proj" ReferenceOutputAssembly="false" /></ItemGroup></Project>""", StringComparison.Ordinal))
            .Write("app/Program.cs", "System.Console.WriteLine();\n");

        (await project.RunAsync("build", "app")).Succeeded();
    }

    // How many methods of NuGet the runtime compiled in a build that had nothing to do. The compiler server would tell its own in the same file.
    private static async Task<int> CompiledOfNuGetAsync(TestProject project)
    {
        (await project.RunAsync("build", "-p:UseSharedCompilation=false")).Succeeded();
        project.Environment["DOTNET_JitDisasmSummary"] = "1";
        project.Environment["DOTNET_JitStdOutFile"] = project["compiled.txt"];
        (await project.RunAsync("build", "-p:UseSharedCompilation=false")).Succeeded();
        return File.ReadLines(project["compiled.txt"]).Count(l => l.Contains("compiled NuGet.", StringComparison.Ordinal));
    }

    // Detailed verbosity tells each target that runs, and each assembly that a task is loaded from.
    private static void AssertNothingOfOursRan(DotnetRun build) => build
        .DoesNotSay("Target \"_Repro").DoesNotSay("Target \"VerifyReproducible").DoesNotSay("ReproBuild.Tasks.dll\"");
}
