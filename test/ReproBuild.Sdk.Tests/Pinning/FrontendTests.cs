using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Sdk.Tests.Engines;
using ReproBuild.Sdk.Tests.Infra;
using ReproBuild.Sdk.Tests.Registries;

namespace ReproBuild.Sdk.Tests.Pinning;

/// <summary>
/// The image that <c># syntax</c> names, which reads the Dockerfile and so decides all else. Those of the tests read nothing: each ends
/// with a code of its own, by which BuildKit tells which of them it ran.
/// </summary>
[TestClass]
public sealed class FrontendTests
{
    private const int Pinned = 41, Moved = 42;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task The_frontend_that_is_pinned_reads_the_Dockerfile_whatever_its_tag_has_become(bool inTheLockFile)
    {
        await using var registry = await RealRegistry.StartAsync();
        string frontend = $"{registry.Host}/frontend:1";
        string digest = await PushAsync(frontend, Pinned);
        using var project = TestProject.NewDockerfile($"# syntax={frontend}{(inTheLockFile ? "" : "@" + digest)}\nFROM scratch\nCOPY Dockerfile /\n");
        if (inTheLockFile) (await project.RunAsync("build", "-t:PinBaseImages", "-p:ReproLockFileOnly=true")).Succeeded().Says("Written: repro.lock.json");
        project.Commit();
        await PushAsync(frontend, Moved);

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=buildx");

        run.FailedWith("error REPRO4001").Says($"exit code: {Pinned}").DoesNotSay($"exit code: {Moved}").Says("warning REPRO2004");
    }

    // What real ones say of themselves: without it BuildKit gives them no build contexts.
    private static async Task<string> PushAsync(string name, int exitCode)
    {
        string dockerfile = $"""
            FROM {TestEngine.Busybox}
            LABEL moby.buildkit.frontend.caps=moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts
            ENTRYPOINT ["/bin/busybox", "sh", "-c", "exit {exitCode}"]

            """;
        await DockerAsync(dockerfile, "build", "--tag", name, "-");
        await DockerAsync("", "push", name);
        string digest = await DockerAsync("", "image", "inspect", "--format", "{{index .RepoDigests 0}}", name);
        await DockerAsync("", "image", "rm", name);
        return digest.Split('@')[1];
    }

    private static async Task<string> DockerAsync(string input, params string[] arguments)
    {
        TestEngine.Variable("REPRO_TEST_REGISTRY");
        var result = await (input | Cli.Wrap("docker").WithArguments(arguments)).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.AreEqual(0, result.ExitCode, result.StandardError);
        return result.StandardOutput.Trim();
    }
}
