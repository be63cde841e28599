using System.Text.RegularExpressions;
using CliWrap;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using ReproBuild.Sdk.Tests.Engines;

namespace ReproBuild.Sdk.Tests.Registries;

/// <summary>The distribution project's registry, on a free loopback port, with a folder of its own.</summary>
internal sealed partial class RealRegistry : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TestFolder _folder;
    private readonly Task _process;

    private RealRegistry(TestFolder folder, string config, TaskCompletionSource<int> port)
    {
        _folder = folder;
        string log = "";
        var listen = PipeTarget.ToDelegate(line =>
        {
            log += line + "\n";
            if (Listening().Match(line) is { Success: true } match) port.TrySetResult(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        });
        _process = Cli.Wrap(Program).WithArguments(["serve", folder.Write("config.yml", config)]).WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(e => e.Set("OTEL_TRACES_EXPORTER", "none"))
            .WithStandardErrorPipe(listen).WithStandardOutputPipe(listen).ExecuteAsync(_stopping.Token).Task
            .ContinueWith(t => port.TrySetException(new InvalidOperationException($"The registry ended: {log}")), TaskScheduler.Default);
    }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Host { get; private set; } = "";

    public string Folder => _folder.Path;

    /// <summary>The name of an image in it.</summary>
    public ImageReference Reference(string repository) => ImageReference.Parse($"{Host}/{repository}");

    /// <param name="folder">Its folder; gone with it.</param>
    /// <param name="http">Lines for the part "http", indented by two.</param>
    /// <param name="rest">Further parts.</param>
    public static async Task<RealRegistry> StartAsync(TestFolder? folder = null, string http = "", string rest = "")
    {
        folder ??= new TestFolder();
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        string config = $"version: 0.1\nlog: {{ level: info }}\nstorage:\n  filesystem: {{ rootdirectory: {folder["data"]} }}\n  delete: {{ enabled: true }}\nhttp:\n  addr: 127.0.0.1:0\n{http}\n{rest}\n";
        var registry = new RealRegistry(folder, config, port);
        registry.Host = $"127.0.0.1:{await port.Task.WaitAsync(TimeSpan.FromSeconds(30))}";
        return registry;
    }

    /// <summary>One that lets a single user in.</summary>
    public static async Task<RealRegistry> StartWithPasswordAsync(string user, string password)
    {
        var folder = new TestFolder();
        string users = folder.Write("users", $"{user}:{await Bcrypt.HashAsync(password)}\n");
        return await StartAsync(folder, rest: $"auth:\n  htpasswd: {{ realm: test, path: {users} }}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _process;
        _stopping.Dispose();
        _folder.Dispose();
    }

    // The tests are in a shell that has the engines; they put the program on the PATH.
    private static string Program
    {
        get
        {
            TestEngine.Variable("REPRO_TEST_REGISTRY");
            return Environment.GetEnvironmentVariable("REPRO_TEST_REGISTRY_PROGRAM") is { Length: > 0 } program ? program : "docker-registry";
        }
    }

    [GeneratedRegex(@"listening on 127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
