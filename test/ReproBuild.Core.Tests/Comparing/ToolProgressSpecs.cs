using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Comparing;

/// <summary>What a long comparison shows to whoever waits for it: the real <c>reprobuild</c>, at a terminal that <c>script</c> of util-linux makes.</summary>
[TestClass]
public sealed partial class ToolProgressSpecs
{
    // So many that even a fast machine is busy for longer than nothing is shown.
    private const int Files = 100_000;

    private const string ShowCursor = "\u001b[?25h", EraseLine = "\u001b[2K";

    [TestMethod]
    public async Task At_a_terminal_a_line_says_how_far_a_long_comparison_is_and_is_gone_at_its_end()
    {
        using var folder = new TestFolder();
        var (left, right) = Images(folder);

        string screen = await AtTerminalAsync(left, right, ci: "");

        int end = screen.IndexOf(ShowCursor, StringComparison.Ordinal);
        Assert.IsGreaterThan(0, end, screen);
        Assert.MatchesRegex("(Comparing|Explaining|Working out what both would become) .* [0-9.]+/[0-9.]+ [KM]iB", Colours().Replace(screen[..end], ""));
        Assert.EndsWith(EraseLine, screen[..end]);
        Assert.Contains("The images differ", screen[end..]);
    }

    [TestMethod]
    public async Task Neither_a_pipe_nor_a_build_server_sees_any_of_it()
    {
        using var folder = new TestFolder();
        var (left, right) = Images(folder);

        var piped = await Cli.Wrap("dotnet").WithArguments([Program, "diff", left, right]).WithEnvironmentVariables(e => e.Set("CI", null).Set("TERM", "xterm"))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8);
        string onServer = await AtTerminalAsync(left, right, ci: "true");

        Assert.AreEqual(1, piped.ExitCode, piped.StandardError);
        Assert.AreEqual("", piped.StandardError);
        Assert.DoesNotContain("\u001b", piped.StandardOutput);
        Assert.DoesNotContain("\u001b[K", onServer);
        Assert.DoesNotContain("Comparing", onServer);
        Assert.Contains("The images differ", onServer);
    }

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Colours();

    private static string Program => Path.Combine(AppContext.BaseDirectory, "reprobuild.dll");

    private static async Task<string> AtTerminalAsync(string left, string right, string ci)
    {
        if (!File.Exists("/usr/bin/script")) Assert.Inconclusive("util-linux's script, which makes terminals, is not installed.");
        var result = await Cli.Wrap("/usr/bin/script").WithArguments(["-qec", $"dotnet '{Program}' diff '{left}' '{right}'", "/dev/null"])
            .WithEnvironmentVariables(e => e.Set("CI", ci).Set("TERM", "xterm")).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8);
        Assert.AreEqual(1, result.ExitCode, result.StandardOutput);
        return result.StandardOutput;
    }

    private static (string Left, string Right) Images(TestFolder folder)
    {
        return (Image("l.tar", 1), Image("r.tar", 2));

        string Image(string name, int side)
        {
            var tar = new TarBuilder();
            for (int i = 0; i < Files; i++) tar.File(string.Create(CultureInfo.InvariantCulture, $"usr/share/{i}"), string.Create(CultureInfo.InvariantCulture, $"{i} of {side}"));
            return OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(tar.Build()))).Write(folder, name);
        }
    }
}
