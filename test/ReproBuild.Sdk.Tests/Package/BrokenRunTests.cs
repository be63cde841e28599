using System.Diagnostics;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

/// <summary>What goes wrong in the middle of a verification, as a user of the package meets it.</summary>
[TestClass]
public sealed class BrokenRunTests
{
    private const string Verify = "-t:VerifyReproducible", Scratch = "-p:ContainerBaseImage=scratch";

    [TestMethod]
    public async Task A_build_that_fails_in_the_second_pass_alone_is_REPRO4002_and_both_logs_are_named()
    {
        using var project = TestProject.NewConsole();
        project.Write("app.csproj", TestProject.Console.Replace("</Project>",
            "<Target Name=\"Fussy\" BeforeTargets=\"CoreCompile\"><Error Text=\"I want no Turkish.\" Condition=\"$(LANG.StartsWith('tr'))\" /></Target></Project>",
            StringComparison.Ordinal)).Commit();

        var run = await project.RunAsync("build", Verify, Scratch);

        run.FailedWith("error REPRO4002").Says("I want no Turkish.")
            .Says(project["artifacts/repro/build-1.log"]).Says(project["artifacts/repro/build-2.log"]).DoesNotSay("Verdict:  Reproducible");
        AssertOnlyLogs(project);
    }

    [TestMethod]
    public async Task When_the_disk_is_full_I_am_told_so_and_nothing_half_written_is_left()
    {
        using var project = TestProject.NewConsole();
        Directory.CreateDirectory(project["artifacts"]);
        project.Wrapper = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o size=256k none artifacts && \"$@\"; c=$?; find artifacts -type f | sed 's/^/left: /'; exit $c", "sh"];

        var run = await project.RunAsync("build", Verify, Scratch);

        run.FailedWith("error REPRO4005").Says("Make room").DoesNotSay("Verdict:  Reproducible").DoesNotSay("left: artifacts/repro/.work").DoesNotSay(".oci.tar\n");
    }

    [TestMethod]
    public async Task After_a_verification_was_killed_the_next_one_ends_what_still_runs_and_gives_its_verdict()
    {
        using var project = TestProject.NewConsole();
        var killed = await project.RunAsync(line =>
        {
            if (!line.Contains("Build 2 with dotnet begins", StringComparison.Ordinal)) return;
            using var asker = Process.GetProcessById(project.Running);
            asker.Kill(entireProcessTree: false);
        }, CancellationToken.None, "build", Verify, Scratch);
        killed.DoesNotSay("Verdict:");

        var run = await project.RunAsync("build", Verify, Scratch);

        run.Succeeded().Says("Verdict:  Reproducible");
        Assert.IsFalse(Directory.Exists(project["artifacts/repro/.work"]));
        Assert.IsEmpty(ProcessesBelow(project["artifacts/repro/.work"]));
    }

    [TestMethod]
    [DataRow("app.csproj", "error REPRO6030")]
    [DataRow("service.proj", "error REPRO4001")]
    public async Task A_registry_that_cannot_be_reached_is_named_with_what_was_asked_and_nothing_is_called_reproducible(string file, string code)
    {
        const string Image = "localhost:1/base@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        using var project = file == "app.csproj" ? TestProject.NewConsole() : TestProject.NewDockerfile($"FROM {Image}\n");

        var run = await project.RunAsync("build", file, Verify, $"-p:ContainerBaseImage={Image}");

        run.FailedWith(code).Says("localhost:1").DoesNotSay("Verdict:  Reproducible").DoesNotSay("CONTAINER1");
        AssertOnlyLogs(project);
    }

    private static void AssertOnlyLogs(TestProject project)
    {
        if (!Directory.Exists(project["artifacts/repro"])) return;
        Assert.IsEmpty(Directory.GetFiles(project["artifacts/repro"], "*.tar", SearchOption.AllDirectories));
        Assert.IsFalse(Directory.Exists(project["artifacts/repro/.work"]));
    }

    // Whatever a build starts has the build's folder in its environment.
    private static List<string> ProcessesBelow(string folder)
    {
        var found = new List<string>();
        foreach (string process in Directory.EnumerateDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out _)))
        {
            try
            {
                if (File.ReadAllText(process + "/environ").Contains(folder, StringComparison.Ordinal)) found.Add(File.ReadAllText(process + "/cmdline"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // gone, or another's
            }
        }
        return found;
    }
}
