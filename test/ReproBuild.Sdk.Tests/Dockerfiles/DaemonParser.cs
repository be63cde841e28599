using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Sdk.Tests.Engines;

namespace ReproBuild.Sdk.Tests.Dockerfiles;

/// <summary>What the BuildKit of the test daemon makes of a Dockerfile.</summary>
internal static partial class DaemonParser
{
    /// <summary>Reads a Dockerfile and builds nothing.</summary>
    /// <returns>Whether it is refused, the line where BuildKit tells one, and its words.</returns>
    public static async Task<(bool Refused, int? Line, string Words)> ReadAsync(string dockerfile)
    {
        using var folder = Context(dockerfile);
        var run = await RunAsync(folder, "--print=outline");
        string words = run.StandardError.Split('\n').LastOrDefault(l => l.StartsWith("ERROR: ", StringComparison.Ordinal)) ?? "";
        Assert.DoesNotContain("daemon", words, dockerfile);
        return (run.ExitCode != 0, Line().Match(words) is { Success: true } match ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : null, words);
    }

    /// <summary>Builds a Dockerfile and gives the environment of its image.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(string dockerfile)
    {
        using var folder = Context(dockerfile);
        var run = await RunAsync(folder, "--output", $"type=oci,dest={folder["image.tar"]}");
        Assert.AreEqual(0, run.ExitCode, run.StandardError);
        using var archive = ImageArchive.Open(folder["image.tar"]);
        var config = Json.Parse(archive.ReadBlob(archive.Images.Single().ConfigDescriptor, long.MaxValue));
        return config["config"]!["Env"]!.AsArray().Select(e => ((string)e!).Split('=', 2)).ToDictionary(e => e[0], e => e[1]);
    }

    private static TestFolder Context(string dockerfile)
    {
        var folder = new TestFolder();
        Directory.CreateDirectory(folder["context"]);
        File.WriteAllText(folder["context/Dockerfile"], dockerfile);
        return folder;
    }

    private static async Task<BufferedCommandResult> RunAsync(TestFolder folder, params string[] arguments)
    {
        TestEngine.Variable("REPRO_TEST_REGISTRY");
        return await Cli.Wrap("docker").WithArguments(["buildx", "build", "--progress=plain", "--no-cache", .. arguments, folder["context"]])
            .WithEnvironmentVariables(e => e.Set("BUILDX_EXPERIMENTAL", "1")).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
    }

    [GeneratedRegex(@"parse error on line (\d+)")]
    private static partial Regex Line();
}
