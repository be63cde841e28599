using System.Security.Cryptography;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

[TestClass]
public class PublishTests
{
    private static readonly string[] Publish = ["publish", "-t:PublishContainer", "-p:ContainerBaseImage=scratch"];

    [TestMethod]
    public async Task Two_clones_at_two_paths_publish_the_same_archive_byte_for_byte()
    {
        using var here = TestProject.NewConsole("a");
        using var there = TestProject.NewConsole("a-folder-with-a-longer-name");

        var first = await PublishAsync(here, "-p:ReproVerifyOnPublish=false");
        var second = await PublishAsync(there, "-p:ReproVerifyOnPublish=true");

        Assert.AreEqual(first.Hash, second.Hash);
        first.Run.DoesNotSay("Build 2").DoesNotSay("Verdict");
        second.Run.Says("Verdict:  Reproducible");
        Assert.AreEqual(1, File.Exists(here["out/app.tar"]) ? 1 : 0);
    }

    [TestMethod]
    public async Task What_is_verified_and_differs_is_not_published()
    {
        using var project = TestProject.NewConsole();
        project.Write("app.csproj", TestProject.Console.Replace("</PropertyGroup>",
            "<Description>$([System.DateTime]::UtcNow.Ticks)</Description></PropertyGroup>", StringComparison.Ordinal)).Commit();

        var run = await project.RunAsync([.. Publish, "-p:ContainerArchiveOutputPath=out/app.tar", "-p:ReproVerifyOnPublish=true"]);

        run.FailedWith("error REPRO5001");
        Assert.IsFalse(File.Exists(project["out/app.tar"]));
    }

    [TestMethod]
    public async Task What_another_build_has_put_in_the_place_of_an_archive_that_nobody_verifies_is_not_published()
    {
        using var other = TestProject.NewConsole("other");
        using var project = TestProject.NewConsole();
        other.Write("Program.cs", "System.Console.WriteLine(\"another\");\n").Commit();
        await PublishAsync(other, "-p:ReproVerifyOnPublish=false");
        project.Write("app.csproj", TestProject.Console.Replace("</Project>", $"""
            <Target Name="Swap" AfterTargets="_ReproBuildOnce">
              <Copy SourceFiles="{other["out/app.tar"]}" DestinationFiles="$(ReproOutputPath)/build-1.oci.tar" />
            </Target>
            </Project>
            """, StringComparison.Ordinal)).Commit();

        var run = await project.RunAsync([.. Publish, "-p:ContainerArchiveOutputPath=out/app.tar", "-p:ReproVerifyOnPublish=false"]);

        run.FailedWith("error REPRO7002");
        Assert.IsFalse(File.Exists(project["out/app.tar"]));
    }

    private static async Task<(DotnetRun Run, string Hash)> PublishAsync(TestProject project, string verify)
    {
        var run = await project.RunAsync([.. Publish, "-p:ContainerArchiveOutputPath=out/app.tar", verify]);
        run.Succeeded().Says("Published: ");
        return (run, Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(project["out/app.tar"]))));
    }
}
