using System.Net;
using System.Net.Sockets;
using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>
/// A read-only registry on 127.0.0.1 that serves one image and nothing else, so that tools which take base images from
/// registries alone can take one from a file. OCI distribution specification, "Pull".
/// </summary>
/// <remarks>
/// A few lines over sockets, since <see cref="HttpListener"/> cannot be given a free port by the system (between finding
/// one and taking it another process may), answers only to the host names it was told, and needs a right of its own on
/// Windows. All that a client of a registry asks for is GET and HEAD.
/// </remarks>
public sealed class LoopbackRegistry : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly RegistryAnswers _answers;
    private readonly ServedImage _image;
    private readonly Task _accepting;

    private LoopbackRegistry(ServedImage image)
    {
        (_image, _answers) = (image, new RegistryAnswers(image));
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port, chosen by the system.</summary>
    public int Port { get; }

    /// <summary>The image's reference, <c>localhost:port/base@digest</c>.</summary>
    /// <remarks>
    /// By name and not by address: the .NET SDK speaks plain HTTP to <c>localhost</c> without being told, and to 127.0.0.1 it does not.
    /// The reference differs from build to build, so it must not get into the image: no <c>org.opencontainers.image.base.name</c>.
    /// </remarks>
    public string Reference => $"localhost:{Port}/{RegistryAnswers.Repository}@{_image.Digest}";

    /// <summary>What was wrong with the image when it was asked for, if anything was: the client only saw a broken answer.</summary>
    public ReproException? Failure => _answers.Failure;

    /// <summary>Starts to serve.</summary>
    /// <param name="image">The image; disposed with the registry.</param>
    public static LoopbackRegistry Start(ServedImage image) => new(image);

    /// <summary>Stops: open connections are cut, and the port is free again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        _image.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_closing.Token).ConfigureAwait(false);
                connections.RemoveAll(connection => connection.IsCompleted);
                connections.Add(Task.Run(() => ServeAsync(client), CancellationToken.None));
            }
        }
        catch (Exception e) when (_closing.IsCancellationRequested && e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The registry is being closed.
        }
        await Task.WhenAll(connections).ConfigureAwait(false);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                var connection = new HttpConnection(client.GetStream());
                while (await connection.ReadAsync(_closing.Token).ConfigureAwait(false) is { } request)
                {
                    await _answers.AnswerAsync(request, connection, _closing.Token).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ReproException)
            {
                // The client went away, the registry is closing, or the image is broken (see Failure): the cut connection says
                // that the answer is not whole.
            }
        }
    }
}
