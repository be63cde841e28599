using ReproBuild.Causes.Dotnet;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

[TestClass]
public sealed class DotnetBlameTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <Import Project="stamp.targets" />
          <ItemGroup>
            <PackageReference Include="CliWrap" Version="3.10.5" />
            <PackageReference Include="Clock.Stamp" Version="1.0.0" />
          </ItemGroup>
          <Target Name="WriteBuildInfo" AfterTargets="Build">
            <PropertyGroup>
              <InfoFile>$(IntermediateOutputPath)build-info.txt</InfoFile>
            </PropertyGroup>
            <WriteLinesToFile File="$(InfoFile)" Lines="$([System.DateTime]::UtcNow)" />
            <ItemGroup>
              <ResolvedFileToPublish Include="$(InfoFile)" RelativePath="build-info.txt" />
            </ItemGroup>
          </Target>
        </Project>
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("app/App.dll", "project App.csproj", "App.csproj", 0)]
    [DataRow("./app/App.pdb", "project App.csproj", "App.csproj", 0)]
    [DataRow("app/de/App.resources.dll", "project App.csproj", "App.csproj", 0)]
    [DataRow("app/App", "target _CreateAppHost of the .NET SDK", "App.csproj", 0)]
    [DataRow("app/App.deps.json", "target GeneratePublishDependencyFile of the .NET SDK", "App.csproj", 0)]
    [DataRow("app/CliWrap.dll", "package CliWrap 3.10.5", "App.csproj", 4)]
    [DataRow("app/Deep.dll", "package Deep 2.0.0, which package CliWrap brings in", "App.csproj", 4)]
    [DataRow("app/Lib.dll", "project reference Lib.csproj", "Lib.csproj", 0)]
    [DataRow("app/build-info.txt", "target WriteBuildInfo (WriteLinesToFile)", "App.csproj", 11)]
    [DataRow("app/direct.txt", "target Stamp (Exec)", "stamp.targets", 3)]
    [DataRow("app/clock.txt", "target WriteClock (WriteLinesToFile) of package Clock.Stamp 1.0.0 (Clock.Stamp.targets, line 3)", "App.csproj", 5)]
    [DataRow("app/settings.json", "the project's own file settings.json, which was copied", "settings.json", 0)]
    [DataRow("app/made.txt", "a target that made it during the build; which one, the project files do not tell", "App.csproj", 0)]
    [DataRow("app/App.exe", "target GenerateSingleFileBundle of the .NET SDK, which puts the application into one file", "App.csproj", 0)]
    [DataRow("app/unknown.txt", "a target that wrote it straight into the publish folder; which one, the project files do not tell", null, 0)]
    public void A_file_is_blamed_on_who_wrote_it_at_the_line_where_that_stands(string path, string words, string? file, int line)
    {
        var origin = new DotnetBlame(Application()).Of(path);

        Assert.IsNotNull(origin);
        Assert.AreEqual(words, origin.Words);
        Assert.AreEqual(file, origin.File is { } found ? Path.GetFileName(found) : null);
        Assert.AreEqual(line, origin.Line);
    }

    [TestMethod]
    public void What_is_no_file_of_the_application_is_blamed_on_nobody()
    {
        var blame = new DotnetBlame(Application());

        Assert.IsNull(blame.Of("etc/passwd"));
        Assert.IsNull(blame.Of("app/de"));
        Assert.IsNull(blame.Of("application/App.dll"));
    }

    [TestMethod]
    public void Another_file_whose_name_ends_alike_is_not_taken_for_it()
    {
        var origin = new DotnetBlame(Application()).Of("app/my-build-info.txt");

        Assert.IsNotNull(origin);
        Assert.DoesNotContain("WriteBuildInfo", origin.Words);
    }

    [TestMethod]
    public void Broken_project_files_and_lists_blame_less_and_stop_nothing()
    {
        _folder.Write("obj/project.assets.json", "{\"libraries\":[1,");
        _folder.Write("stamp.targets", "<Project><Target");
        var application = Application(assets: false);

        Assert.AreEqual("package CliWrap 3.10.5", new DotnetBlame(application).Of("app/CliWrap.dll")!.Words);
        Assert.Contains("do not tell", new DotnetBlame(application).Of("app/direct.txt")!.Words);
        Assert.IsNull(PublishedFiles.Parse(["no list"]));
        Assert.IsEmpty(PublishedFiles.Parse(["/app/\tApp\t/App.csproj", "half\ta line"])!.Files);
    }

    private DotnetApplication Application(bool assets = true)
    {
        string Here(string name) => Path.Combine(_folder.Path, name);
        _folder.Write("App.csproj", Project);
        _folder.Write("settings.json", "{}");
        if (assets)
        {
            _folder.Write("stamp.targets", "<Project>\n  <Target Name=\"Stamp\">\n    <Exec Command=\"date > $(PublishDir)direct.txt\" />\n  </Target>\n</Project>");
            _folder.Write("packages/clock.stamp/1.0.0/build/Clock.Stamp.targets",
                "<Project>\n  <Target Name=\"WriteClock\">\n    <WriteLinesToFile File=\"obj/clock.txt\" Lines=\"now\" />\n  </Target>\n</Project>");
            _folder.Write("obj/project.assets.json", $$"""
                {
                  "packageFolders": { "{{Here("packages")}}/": {} },
                  "libraries": {
                    "Clock.Stamp/1.0.0": { "type": "package", "path": "clock.stamp/1.0.0", "files": [ "build/Clock.Stamp.targets", "lib/net10.0/x.dll" ] },
                    "CliWrap/3.10.5": { "type": "package", "path": "cliwrap/3.10.5", "files": [] },
                    "Deep/2.0.0": { "type": "package", "path": "deep/2.0.0", "files": [] }
                  },
                  "targets": { "net10.0": { "CliWrap/3.10.5": { "dependencies": { "Deep": "2.0.0" } }, "Deep/2.0.0": {}, "Clock.Stamp/1.0.0": {} } }
                }
                """);
        }

        string Line(string path, string source, string package = "", string version = "", string project = "") => string.Join('\t', path, source, package, version, project, ".");
        return new DotnetApplication(Here("App.csproj"), PublishedFiles.Parse(
        [
            $"/app/\tApp\t{Here("App.csproj")}",
            Line("App.dll", Here("obj/App.dll")), Line("App.pdb", Here("obj/App.pdb")), Line("de/App.resources.dll", Here("obj/de/App.resources.dll")),
            Line("App", Here("obj/apphost")), Line("App.deps.json", Here("obj/App.deps.json")),
            Line("CliWrap.dll", "/nuget/cliwrap/3.10.5/lib/CliWrap.dll", "CliWrap", "3.10.5"), Line("Deep.dll", "/nuget/deep/2.0.0/lib/Deep.dll", "Deep", "2.0.0"),
            Line("Lib.dll", Here("Lib/bin/Lib.dll"), project: Here("Lib/Lib.csproj")),
            Line("build-info.txt", Here("obj/build-info.txt")), Line("clock.txt", Here("obj/clock.txt")),
            Line("settings.json", Here("settings.json")), Line("made.txt", Here("obj/made.txt")),
        ])!)
        {
            AssetsFile = Here("obj/project.assets.json"),
        };
    }
}
