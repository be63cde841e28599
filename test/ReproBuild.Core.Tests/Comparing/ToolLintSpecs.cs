using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Comparing;

/// <summary><c>reprobuild lint</c>, as a process.</summary>
[TestClass]
public sealed class ToolLintSpecs
{
    [TestMethod]
    public async Task Lint_names_each_mistake_at_its_line_and_ends_with_1()
    {
        using var folder = new TestFolder();
        string dockerfile = folder.Write("Dockerfile", "FROM scratch\nCOPY . .\nRUN apk add curl\n");

        var result = await RunAsync("lint", dockerfile);

        Assert.AreEqual(1, result.ExitCode, result.StandardError);
        string[] lines = result.StandardOutput.TrimEnd('\n').Split('\n');
        Assert.HasCount(2, lines);
        Assert.StartsWith($"{dockerfile}(2,6): warning REPRO3102: ", lines[0]);
        Assert.StartsWith($"{dockerfile}(3,5): warning REPRO3415: ", lines[1]);
    }

    [TestMethod]
    public async Task Nothing_found_ends_with_0_nothing_to_read_with_2_and_a_wrong_command_line_with_3()
    {
        using var folder = new TestFolder();
        string dockerfile = folder.Write("Dockerfile", "FROM scratch\nCOPY a /a\n");

        var clean = await RunAsync("lint", dockerfile, "--context", folder.Path);
        var missing = await RunAsync("lint", folder["none"]);
        var wrong = await RunAsync("lint", dockerfile, "--contexts");

        Assert.AreEqual((0, ""), (clean.ExitCode, clean.StandardOutput));
        Assert.AreEqual(2, missing.ExitCode);
        Assert.Contains("REPRO3001", missing.StandardError);
        Assert.AreEqual(3, wrong.ExitCode);
    }

    private static async Task<BufferedCommandResult> RunAsync(params string[] arguments) =>
        await Cli.Wrap("dotnet").WithArguments([Path.Combine(AppContext.BaseDirectory, "reprobuild.dll"), .. arguments]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
}
