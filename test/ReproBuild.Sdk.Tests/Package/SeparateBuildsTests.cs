using System.Globalization;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

/// <summary>Two builds prove something only where the second takes nothing from the first, and sees another machine.</summary>
[TestClass]
public sealed class SeparateBuildsTests
{
    private const string Scratch = "-p:ContainerBaseImage=scratch";

    // Made once for as long as its output is newer than the source.
    private const string StampOnce = """
        <Target Name="Stamp" BeforeTargets="BeforeBuild" Inputs="Program.cs" Outputs="$(IntermediateOutputPath)Stamp.cs">
          <WriteLinesToFile File="$(IntermediateOutputPath)Stamp.cs" Lines="static class Stamp { public const long Time = $([System.DateTime]::UtcNow.Ticks)%3B }" Overwrite="true" />
        </Target>
        <Target Name="AddStamp" BeforeTargets="BeforeBuild" DependsOnTargets="Stamp">
          <ItemGroup><Compile Include="$(IntermediateOutputPath)Stamp.cs" /></ItemGroup>
        </Target>
        </Project>
        """;

    // One of the SDK's, which is now the project's own.
    private const string OwnGenerator = """
        <Target Name="Take" BeforeTargets="CoreCompile">
          <ItemGroup><Taken Include="@(Analyzer)" Condition="'%(Filename)' == 'System.Text.RegularExpressions.Generator'" /><Analyzer Remove="@(Taken)" /></ItemGroup>
          <Copy SourceFiles="@(Taken)" DestinationFolder="$(IntermediateOutputPath)"><Output TaskParameter="CopiedFiles" ItemName="Analyzer" /></Copy>
        </Target>
        """;

    private const string Environment = """
        <Target Name="Note" BeforeTargets="BeforeBuild">
          <MakeDir Directories="$(IntermediateOutputPath)" />
          <Exec WorkingDirectory="$(IntermediateOutputPath)" Command="date +%25Z &gt; zone.txt; echo $LANG &gt; language.txt; umask &gt; umask.txt; echo $TMPDIR &gt; temporary.txt; echo $XDG_CACHE_HOME &gt; cache.txt; pwd -P &gt; path.txt; echo $(NuGetPackageRoot) &gt; packages.txt" />
          <ItemGroup>
            <Noted Include="zone;language;umask;temporary;cache;path;packages" />
            <Content Include="@(Noted->'$(IntermediateOutputPath)%(Identity).txt')" Link="%(Noted.Identity).txt" CopyToPublishDirectory="Always" />
          </ItemGroup>
        </Target>
        </Project>
        """;

    [TestMethod]
    public async Task Every_step_of_the_second_build_reads_a_clock_that_is_more_than_a_second_later()
    {
        string[] places = ["CollectPackageReferences", "BeforeBuild", "CoreCompile", "CopyFilesToOutputDirectory", "ComputeFilesToPublish", "ComputeContainerConfig"];
        using var folder = new TestFolder();
        using var project = TestProject.NewConsole();
        // The folder of a build's turn tells which of the two it is; the asking build, which restores too, has none.
        string Target(string place, string clock) =>
            $"<Target Name=\"Note{place}\" BeforeTargets=\"{place}\"><Exec Command=\"{clock} &gt;&gt; {folder.Path}/{place}.`basename ${{REPROBUILD_STEPS%25/steps}}`\" /></Target>";
        project.Write("app.csproj", TestProject.Console.Replace("</Project>",
            "<PropertyGroup><ReadAt>$([System.DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds())</ReadAt></PropertyGroup>"
            + Target("BeforeCompile", "echo $(ReadAt)") + string.Concat(places.Select(place => Target(place, "date +%25s%253N"))) + "</Project>", StringComparison.Ordinal)).Commit();

        var run = await project.RunAsync("build", "-t:VerifyReproducible", Scratch);

        run.Succeeded().Says("Verdict:  Reproducible");
        foreach (string place in places.Append("BeforeCompile"))
        {
            long[] Milliseconds(string build) => [.. File.ReadAllLines(folder[$"{place}.{build}"]).Select(line => long.Parse(line, CultureInfo.InvariantCulture))];
            long[] first = Milliseconds("pass-1"), second = Milliseconds("pass-2");
            Assert.IsNotEmpty(first, place);
            Assert.HasCount(first.Length, second, place);
            foreach (var (one, two) in first.Zip(second)) Assert.IsGreaterThan(1000, two - one, place);
        }
    }

    [TestMethod]
    [DataRow("", "read compile compiling compiled", "Reproducible")]
    [DataRow("<PropertyGroup><Deterministic>false</Deterministic></PropertyGroup>", "read compile compiled", "Divergent")]
    [DataRow(OwnGenerator, "read compile compiled", "Reproducible")]
    public async Task A_compiler_that_may_read_a_clock_ends_in_the_first_build_before_it_begins_in_the_second(string own, string steps, string verdict)
    {
        using var folder = new TestFolder();
        using var project = TestProject.NewConsole();
        project.Write("app.csproj", TestProject.Console.Replace("</Project>",
            own + $"<Target Name=\"After\" AfterTargets=\"CoreCompile\"><Exec Command=\"cp $REPROBUILD_STEPS {folder.Path}/`basename ${{REPROBUILD_STEPS%25/steps}}`\" /></Target></Project>",
            StringComparison.Ordinal)).Commit();

        var run = await project.RunAsync("build", "-t:VerifyReproducible", Scratch);

        run.Says($"Verdict:  {verdict}");
        foreach (string build in (string[])["pass-1", "pass-2"])
            Assert.AreEqual(steps, string.Join(' ', File.ReadAllLines(folder[build]).SkipWhile(step => step == "restore")), build);
    }

    [TestMethod]
    [DataRow("BaseIntermediateOutputPath")]
    [DataRow("PublishDir")]
    public async Task A_folder_that_both_builds_would_share_is_refused(string property)
    {
        using var elsewhere = new TestFolder();
        using var project = TestProject.NewConsole();
        project.Write("Directory.Build.props", $"<Project><PropertyGroup><{property}>{elsewhere["shared/"]}</{property}></PropertyGroup></Project>")
            .Write("app.csproj", TestProject.Console.Replace("</Project>", StampOnce, StringComparison.Ordinal)).Commit();

        var run = await project.RunAsync("build", "-t:VerifyReproducible", Scratch);

        run.FailedWith("REPRO1031").Says(elsewhere["shared"]).DoesNotSay("Verdict:  Reproducible");
        Assert.IsFalse(Directory.Exists(elsewhere["shared"]) && Directory.EnumerateFiles(elsewhere["shared"], "*.dll", SearchOption.AllDirectories).Any());
    }

    [TestMethod]
    public async Task What_a_build_takes_from_its_machine_shows()
    {
        using var project = TestProject.NewConsole();
        project.Write("app.csproj", TestProject.Console.Replace("</Project>", Environment, StringComparison.Ordinal)).Commit();

        var run = await project.RunAsync("build", "-t:VerifyReproducible", Scratch, "-getItem:ReproDifference", "-getProperty:ReproVerdict");

        run.FailedWith("REPRO5001").Says("\"ReproVerdict\": \"Divergent\"");
        foreach (string name in (string[])["zone", "language", "umask", "temporary", "cache", "path", "packages"]) run.Says($"app/{name}.txt");
    }

    [TestMethod]
    public async Task What_was_published_before_in_the_same_build_takes_no_part_in_the_verification()
    {
        using var project = TestProject.NewConsole();

        var run = await project.RunAsync(
            "publish", "-t:PublishContainer;VerifyReproducible", "-r", "linux-x64", Scratch, "-p:ContainerArchiveOutputPath=artifacts/one.tar", "-p:ReproVerifyOnPublish=false");

        run.Succeeded().Says("Published:").Says("Verdict:  Reproducible").DoesNotSay("MSB4094");
        Assert.IsTrue(File.Exists(project["artifacts/one.tar"]));
    }
}
