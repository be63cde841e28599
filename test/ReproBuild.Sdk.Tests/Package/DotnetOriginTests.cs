using System.IO.Compression;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

[TestClass]
public class DotnetOriginTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <Sdk Name="ReproBuild.Sdk" Version="1.0.0" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <Deterministic>false</Deterministic>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Clock.Stamp" Version="1.0.0" />
            <PackageReference Include="Calm.Notes" Version="2.0.0" />
          </ItemGroup>
          <Target Name="WriteBuildInfo" AfterTargets="CopyFilesToPublishDirectory">
            <WriteLinesToFile File="$(PublishDir)build-info.txt" Lines="built $([System.DateTime]::UtcNow.ToString('yyyy-MM-dd HH:mm:ss'))" />
          </Target>
        </Project>
        """;

    [TestMethod]
    public async Task A_clock_is_blamed_on_the_project_the_package_or_the_target_that_wrote_it()
    {
        using var project = new TestProject();
        string config = await File.ReadAllTextAsync(project["NuGet.config"]);
        project.Write("NuGet.config", config.Replace("</packageSources>", "<add key=\"own\" value=\"feed\" /></packageSources>", StringComparison.Ordinal))
            .Write("app.csproj", Project).Write("Program.cs", "System.Console.WriteLine(\"hello\");\n");
        Pack(project["feed"], "Clock.Stamp", "1.0.0", ("build/Clock.Stamp.targets", Publishes("WriteClock", "clock.txt",
            "<WriteLinesToFile File=\"$(IntermediateOutputPath)clock.txt\" Lines=\"stamped $([System.DateTime]::UtcNow.ToString('yyyy-MM-dd HH:mm:ss'))\" Overwrite=\"true\" />",
            "$(IntermediateOutputPath)clock.txt")));
        Pack(project["feed"], "Calm.Notes", "2.0.0", ("build/Calm.Notes.targets", Publishes("AddNotes", "notes.txt", "", "$(MSBuildThisFileDirectory)notes.txt")), ("build/notes.txt", "calm\n"));
        project.Commit();

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch", "-getProperty:ReproVerdict", "-getItem:ReproDifference");

        run.FailedWith("error REPRO5001").Says("\"ReproVerdict\": \"Divergent\"")
            .Says("app.csproj(13,5): error REPRO5201: /app/build-info.txt holds the time of the build").Says("Written by target WriteBuildInfo (WriteLinesToFile).")
            .Says("Written by project app.csproj.").Says("app.csproj(6,5): error REPRO56")
            .Says("app.csproj(9,5): error REPRO5201: /app/clock.txt").Says("\"Origin\": \"target WriteClock (WriteLinesToFile) of package Clock.Stamp 1.0.0").Says("\"Origin\": \"project app.csproj\"").DoesNotSay("Calm.Notes");
        string json = await File.ReadAllTextAsync(project["artifacts/repro/report.json"]);
        Assert.Contains("\"origin\": \"target WriteBuildInfo (WriteLinesToFile)", json);
    }

    // The file is listed, so that it is copied as the files of packages are.
    private static string Publishes(string target, string name, string task, string source) => $"""
        <Project>
          <Target Name="{target}" BeforeTargets="ComputeResolvedFilesToPublishList">
            {task}
            <ItemGroup>
              <ResolvedFileToPublish Include="{source}" RelativePath="{name}" CopyToPublishDirectory="PreserveNewest" />
            </ItemGroup>
          </Target>
        </Project>
        """;

    private static void Pack(string feed, string id, string version, params (string Path, string Text)[] files)
    {
        Directory.CreateDirectory(feed);
        using var package = ZipFile.Open(Path.Combine(feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        Add($"{id}.nuspec", $"<package><metadata><id>{id}</id><version>{version}</version><authors>nobody</authors><description>For a test.</description></metadata></package>");
        foreach (var (path, text) in files) Add(path, text);

        void Add(string path, string text)
        {
            using var writer = new StreamWriter(package.CreateEntry(path).Open());
            writer.Write(text);
        }
    }
}
