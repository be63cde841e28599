using System.Text.RegularExpressions;
using CliWrap;

namespace ReproBuild.Benchmarks;

/// <summary>The distribution project's registry on a free loopback port, empty at first: nothing that was sent to another is there.</summary>
internal sealed partial class RegistryProcess : IAsyncDisposable
{
    private const string Variable = "REPRO_TEST_REGISTRY_PROGRAM";

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<string> _host = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _folder;
    private readonly Task _process;

    private RegistryProcess(string program, string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        string config = Path.Combine(folder, "config.yml");
        File.WriteAllText(config, $"version: 0.1\nlog: {{ level: info }}\nstorage:\n  filesystem: {{ rootdirectory: {folder}/data }}\nhttp:\n  addr: 127.0.0.1:0\n");
        var listen = PipeTarget.ToDelegate(line =>
        {
            if (Listening().Match(line) is { Success: true } match) _host.TrySetResult(match.Groups[1].Value);
        });
        _process = Cli.Wrap(program).WithArguments(["serve", config]).WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(e => e.Set("OTEL_TRACES_EXPORTER", "none"))
            .WithStandardErrorPipe(listen).WithStandardOutputPipe(listen).ExecuteAsync(_stopping.Token).Task
            .ContinueWith(_ => _host.TrySetException(new InvalidOperationException($"{program} ended before it listened.")), TaskScheduler.Default);
    }

    public static async Task<(RegistryProcess Registry, string Host)> StartAsync(string folder)
    {
        string program = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named
            : throw new InvalidOperationException($"{Variable} is not set; type: ./build/engines.sh up; eval \"$(./build/engines.sh env)\"");
        var registry = new RegistryProcess(program, folder);
        return (registry, await registry._host.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _process;
        _stopping.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"listening on (127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
