using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace ReproBuild.Sdk.Tests.Reporting;

/// <summary>A page, driven by the DevTools protocol.</summary>
internal sealed class BrowserPage : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationToken _cancellation;
    private string? _session;
    private int _last;

    private BrowserPage(CancellationToken cancellation) => _cancellation = cancellation;

    /// <summary>What the page complained of: errors of the console, exceptions, what its policy forbade.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Every address that was asked for.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<BrowserPage> OpenAsync(Uri browser, string file, int width, bool dark, CancellationToken cancellation)
    {
        var page = new BrowserPage(cancellation);
        await page._socket.ConnectAsync(browser, cancellation);
        var target = await page.CallAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        page._session = (string)(await page.CallAsync("Target.attachToTarget", new JsonObject { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true }))["sessionId"]!;
        foreach (string domain in new[] { "Page", "Runtime", "Log", "Network" }) await page.CallAsync(domain + ".enable", []);
        await page.CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = width < 600 ? 844 : 900, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        await page.CallAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) });
        await page.CallAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
        while (!(bool)(await page.EvaluateAsync("document.readyState === 'complete'"))!) await Task.Delay(20, cancellation);
        return page;
    }

    /// <summary>The value of an expression; promises are awaited.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.IsNull(answer["exceptionDetails"], $"{expression}: {answer["exceptionDetails"]}");
        return answer["result"]!["value"];
    }

    public async Task<string> TextAsync(string selector) => (string)(await EvaluateAsync($"document.querySelector('{selector}').innerText"))!;

    /// <summary>Shows the page as it would be printed.</summary>
    public async Task PrintAsync()
    {
        await CallAsync("Emulation.setEmulatedMedia", new JsonObject { ["media"] = "print" });
        await EvaluateAsync("window.dispatchEvent(new Event('beforeprint'))");
    }

    /// <summary>Keeps a picture among the results of the tests.</summary>
    public async Task KeepAsync(string name, bool whole = false)
    {
        var answer = await CallAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = whole });
        string folder = Path.Combine(Infra.PackedSdk.Repository, "artifacts", "test-results", "screenshots");
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, name + ".png"), Convert.FromBase64String((string)answer["data"]!), _cancellation);
    }

    private async Task<JsonObject> CallAsync(string method, JsonObject parameters)
    {
        int id = ++_last;
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session is not null) call["sessionId"] = _session;
        await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, true, _cancellation);
        while (true)
        {
            var message = await ReceiveAsync();
            if ((int?)message["id"] != id)
            {
                Note(message);
                continue;
            }

            Assert.IsNull(message["error"], $"{method}: {message["error"]}");
            return message["result"]!.AsObject();
        }
    }

    private void Note(JsonObject message)
    {
        var parameters = message["params"];
        switch ((string?)message["method"])
        {
            case "Network.requestWillBeSent": Requests.Add((string)parameters!["request"]!["url"]!); break;
            case "Runtime.exceptionThrown": Errors.Add(parameters!["exceptionDetails"]!.ToJsonString()); break;
            case "Log.entryAdded": Errors.Add(parameters!["entry"]!["text"]!.ToJsonString()); break;
            case "Runtime.consoleAPICalled" when (string?)parameters!["type"] is "error" or "warning": Errors.Add(parameters["args"]!.ToJsonString()); break;
        }
    }

    private async Task<JsonObject> ReceiveAsync()
    {
        using var whole = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, _cancellation);
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonNode.Parse(whole.ToArray())!.AsObject();
        }
    }

    public void Dispose() => _socket.Dispose();
}
