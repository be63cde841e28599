using System.Globalization;
using CliWrap;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Sdk.Tests.Engines;

namespace ReproBuild.Sdk.Tests.Reporting;

/// <summary>A real Chromium without a window. <c>build/engines.sh</c> brings it.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly TestFolder _profile = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _process;

    private Browser(string program) => _process = Cli.Wrap(program)
        .WithArguments([
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--remote-debugging-port=0", $"--user-data-dir={_profile.Path}", "about:blank"])
        .WithValidation(CommandResultValidation.None)
        .ExecuteAsync(_stop.Token);

    public static async Task<Browser> StartAsync(CancellationToken cancellation)
    {
        var browser = new Browser(TestEngine.Variable("REPRO_TEST_BROWSER"));
        while (!File.Exists(browser.PortFile) || (await File.ReadAllLinesAsync(browser.PortFile, cancellation)).Length < 2)
        {
            Assert.IsFalse(browser._process.IsCompleted, "Chromium ended at once.");
            await Task.Delay(50, cancellation);
        }

        return browser;
    }

    /// <summary>Opens a file in a page of its own.</summary>
    /// <param name="file">The absolute path.</param>
    /// <param name="width">How many pixels wide the page is.</param>
    /// <param name="dark">Whether the reader likes it dark.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<BrowserPage> OpenAsync(string file, int width, bool dark, CancellationToken cancellation)
    {
        string[] port = await File.ReadAllLinesAsync(PortFile, cancellation);
        return await BrowserPage.OpenAsync(new Uri($"ws://127.0.0.1:{int.Parse(port[0], CultureInfo.InvariantCulture)}{port[1]}"), file, width, dark, cancellation);
    }

    private string PortFile => _profile["DevToolsActivePort"];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _process;
        }
        catch (OperationCanceledException)
        {
            // That is how it was asked to end.
        }

        _stop.Dispose();
        for (int tries = 0; ; tries++)
        {
            try
            {
                _profile.Dispose();
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && tries < 50)
            {
                await Task.Delay(100); // its helpers end a moment later
            }
        }
    }
}
