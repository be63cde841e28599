using System.IO.Compression;
using System.Text;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Engines;

/// <summary>Dockerfiles through the packed package on real engines.</summary>
[TestClass]
public sealed class BuildArgumentTests
{
    private const string Variable = "REPRO_TEST_WORD", Value = "a-word-that-nobody-may-read";

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task A_build_argument_from_the_environment_reaches_the_build_and_stands_in_no_log(string engine)
    {
        using var project = TestProject.NewDockerfile($"FROM {TestEngine.Busybox}\nARG {Variable}\nRUN test ${{#{Variable}}} = {Value.Length}\n");
        Environment.SetEnvironmentVariable(Variable, Value);

        var run = await project.RunAsync("build", "-t:VerifyReproducible", $"-p:ReproEngine={engine}", $"-p:ReproBuildArgs={Variable}",
            "-p:ReproCheckRegistries=false", "-bl:artifacts/build.binlog", "-v:diagnostic");

        run.Succeeded().Says("Verdict:  Reproducible").DoesNotSay(Value);
        Assert.DoesNotContain(Value, Unzipped(project["artifacts/build.binlog"]));
        foreach (string log in Directory.EnumerateFiles(project["artifacts/repro"], "*.log")) Assert.DoesNotContain(Value, File.ReadAllText(log));
    }

    [TestMethod]
    public async Task What_buildah_derives_from_a_layer_that_differs_is_told_under_its_root()
    {
        using var project = TestProject.NewDockerfile($"FROM {TestEngine.Busybox}\nRUN date +%s > /stamp\nRUN echo hi > /x\n");

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=buildah", "-p:ReproCheckRegistries=false");

        run.FailedWith("Dockerfile(2,1): error REPRO5201").Says("One cause explains all of it").DoesNotSay("REPRO5101");
    }

    private static string Unzipped(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var text = new StreamReader(gzip, Encoding.Latin1);
        return text.ReadToEnd();
    }
}
