using System.Net.Sockets;
using CliWrap;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>What a path may lead to that is no file.</summary>
internal static class SpecialFile
{
    // Far more than any reader takes: whoever is still reading waits for the other end of a pipe.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The kinds, in the words of diagnostics.</summary>
    public static IEnumerable<string> Kinds => ["a pipe", "a socket", "a device", "a folder"];

    /// <summary>Puts one in the place of whatever is there.</summary>
    /// <returns>Its path.</returns>
    public static string Put(TestFolder folder, string name, string kind)
    {
        string path = folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        switch (kind)
        {
            case "a pipe":
                Cli.Wrap("mkfifo").WithArguments(path).ExecuteAsync().GetAwaiter().GetResult();
                break;
            case "a socket":
                // The socket takes the name along that it was made with, and no other.
                using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
                {
                    socket.Bind(new UnixDomainSocketEndPoint(path + "~"));
                    File.Move(path + "~", path);
                }

                break;
            case "a device":
                File.CreateSymbolicLink(path, "/dev/null");
                break;
            case "a folder":
                Directory.CreateDirectory(path);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }

        return path;
    }

    /// <summary>Reads on a thread of its own, which is left behind where it waits for ever: then this throws.</summary>
    public static Task<T> ReadAsync<T>(Func<T> read) =>
        Task.Factory.StartNew(read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Patience);

    /// <summary>Reads, and gives what the reader says of it.</summary>
    public static async Task<Diagnostic> RefusedAsync<T>(Func<T> read) =>
        (await Assert.ThrowsExactlyAsync<ReproException>(() => ReadAsync(read))).Diagnostic;
}
