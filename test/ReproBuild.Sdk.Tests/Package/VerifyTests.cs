using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

[TestClass]
public class VerifyTests
{
    private const string Verify = "-t:VerifyReproducible";
    private const string Scratch = "-p:ContainerBaseImage=scratch";

    [TestMethod]
    public async Task A_plain_project_is_reproducible_and_I_am_told_where_everything_lies()
    {
        using var project = TestProject.NewConsole();

        var run = await project.RunAsync("build", Verify, Scratch);

        run.Succeeded().Says("Verdict:  Reproducible (dotnet)").Says("Digest:   sha256:").Says("rewritten canonically")
            .Says(project["artifacts/repro/build-1.oci.tar"]).Says(project["artifacts/repro/build-2.log"]).DoesNotSay("REPRO");
        CollectionAssert.AreEqual(
            await File.ReadAllBytesAsync(project["artifacts/repro/build-1.oci.tar"]),
            await File.ReadAllBytesAsync(project["artifacts/repro/build-2.oci.tar"]));
        Assert.IsFalse(Directory.Exists(project["bin"]), "What is verified is built elsewhere.");
    }

    [TestMethod]
    public async Task A_clock_in_the_assembly_fails_the_build_and_names_the_file()
    {
        using var project = TestProject.NewConsole();
        project.Write("app.csproj", TestProject.Console.Replace("</PropertyGroup>",
            "<Description>$([System.DateTime]::UtcNow.Ticks)</Description></PropertyGroup>", StringComparison.Ordinal)).Commit();

        var run = await project.RunAsync("build", Verify, Scratch, "-getProperty:ReproVerdict", "-getItem:ReproDifference");

        run.FailedWith("error REPRO5299: /app/app.dll").Says("error REPRO5001: Two builds of commit").Says("\"ReproVerdict\": \"Divergent\"")
            .Says("\"Code\": \"REPRO5299\"").DoesNotSay("Reproducible");
    }

    [TestMethod]
    public async Task While_one_verification_runs_another_of_the_project_is_refused_and_Ctrl_C_leaves_nothing_behind()
    {
        using var project = TestProject.NewConsole();
        using var interrupt = new CancellationTokenSource();
        var begun = new TaskCompletionSource();

        var first = project.RunAsync(line => { if (line.Contains("Build 1 with", StringComparison.Ordinal)) begun.TrySetResult(); },
            interrupt.Token, "build", Verify, Scratch);
        await Task.WhenAny(begun.Task, first);
        var second = await project.RunAsync("build", Verify, Scratch);
        await interrupt.CancelAsync();
        var stopped = await first;

        second.FailedWith("error REPRO1009");
        Assert.AreNotEqual(0, stopped.ExitCode);
        stopped.DoesNotSay("MSB4018").DoesNotSay("Verdict:  Reproducible");
        Assert.IsFalse(Directory.Exists(project["artifacts/repro/.work"]), stopped.Output);
        Assert.IsEmpty(Directory.GetFiles(project["artifacts/repro"], "*.tar"));
    }
}
