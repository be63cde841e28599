using System.Net;
using System.Net.Sockets;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Sdk.Tests.Engines;

namespace ReproBuild.Sdk.Tests.Publishing;

/// <summary>A Docker daemon of the test's own, with Docker's classic image store: it has none of the images of the daemon that built, and keeps them in another way.</summary>
internal sealed class SecondDocker : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly DirectoryInfo _folder;
    private readonly Task<BufferedCommandResult> _daemon;

    private SecondDocker(DirectoryInfo folder)
    {
        _folder = folder;
        string config = Path.Combine(folder.FullName, "daemon.json");
        // No network of its own: containers use the machine's, and no packet filter is touched.
        File.WriteAllText(config, $$"""
            {
              "hosts": ["{{Host}}"], "pidfile": "{{folder}}/docker.pid", "exec-root": "{{folder}}/exec", "data-root": "{{folder}}/data",
              "bridge": "none", "iptables": false, "ip6tables": false, "ip-forward": false, "ip-masq": false, "cgroup-parent": "/{{folder.Name}}",
              "features": { "containerd-snapshotter": false }
            }
            """);
        // What it mounts ends with it.
        _daemon = Cli.Wrap("unshare").WithArguments(["--mount", "--propagation", "slave", "dockerd", "--config-file", config])
            .WithEnvironmentVariables(e => e.Set("DOCKER_HOST", null))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8, Encoding.UTF8, CancellationToken.None, _stopping.Token).Task;
    }

    /// <summary>What <c>DOCKER_HOST</c> is for it.</summary>
    public string Host => $"unix://{_folder.FullName}/docker.sock";

    public static async Task<SecondDocker> StartAsync()
    {
        TestEngine.Variable("REPRO_TEST_REGISTRY");
        var docker = new SecondDocker(Directory.CreateTempSubdirectory("repro-docker-"));
        for (int attempt = 1; ; attempt++)
        {
            var answer = await docker.AskAsync("version");
            if (answer.ExitCode == 0) return docker;
            if (docker._daemon.IsCompleted) throw new AssertFailedException($"dockerd ended: {(await docker._daemon).StandardError}");
            if (attempt == 120)
            {
                await docker.DisposeAsync();
                throw new AssertFailedException($"dockerd does not answer: {answer.StandardError}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }

    /// <summary>Runs a command of the client and gives what it says.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var answer = await AskAsync(arguments);
        Assert.AreEqual(0, answer.ExitCode, $"docker {string.Join(' ', arguments)}: {answer.StandardError}");
        return answer.StandardOutput.Trim();
    }

    /// <summary>Runs an image that serves HTTP, asks it for a path, and removes it.</summary>
    public async Task<string> AskServiceAsync(string image, string path)
    {
        string port = FreePort();
        string container = await RunAsync("run", "--detach", "--network", "host", "--env", $"PORT={port}", "--env", $"ASPNETCORE_HTTP_PORTS={port}", image);
        try
        {
            using var client = new HttpClient(new HttpClientHandler { UseProxy = false });
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    return await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}{path}"));
                }
                catch (HttpRequestException) when (attempt < 120)
                {
                    // The container is up before its application listens.
                    await Task.Delay(TimeSpan.FromMilliseconds(500));
                }
            }
        }
        finally
        {
            await RunAsync("rm", "--force", container);
        }
    }

    private Task<BufferedCommandResult> AskAsync(params string[] arguments) => Cli.Wrap("docker").WithArguments(arguments)
        .WithEnvironmentVariables(e => e.Set("DOCKER_HOST", Host).Set("DOCKER_CONTEXT", null))
        .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync().Task;

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _daemon;
        }
        catch (OperationCanceledException)
        {
            // It was asked to end.
        }
        _stopping.Dispose();
        _folder.Delete(recursive: true);
    }
}
