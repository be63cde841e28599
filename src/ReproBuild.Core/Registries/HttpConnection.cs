using System.Globalization;
using System.Text;

namespace ReproBuild.Registries;

/// <summary>The little of HTTP/1.1 that a read-only registry needs: requests without a body, answers of known length.</summary>
internal sealed class HttpConnection(Stream stream)
{
    // A registry client sends a few hundred bytes of headers.
    private const int MaxRequestBytes = 32 * 1024;

    private readonly byte[] _buffer = new byte[MaxRequestBytes];
    private int _filled;

    /// <summary>Reads the next request.</summary>
    /// <returns>Null where the client has closed, or speaks something else (TLS, to begin with: clients try it first).</returns>
    public async Task<HttpRequest?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            int end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8);
            if (end >= 0) return Take(end);
            if (_filled > 0 && _buffer[0] is < (byte)'A' or > (byte)'Z' || _filled == _buffer.Length) return null;
            int count = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellation).ConfigureAwait(false);
            if (count == 0) return null;
            _filled += count;
        }
    }

    /// <summary>Writes the head of an answer.</summary>
    /// <param name="status">The code and the reason, <c>200 OK</c>.</param>
    /// <param name="length">The length of the body, in bytes.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="cancellation">Cuts the connection.</param>
    public async Task WriteHeadAsync(string status, long length, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellation)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: {length}\r\n");
        foreach (var (name, value) in headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes a body.</summary>
    public Task WriteBodyAsync(Stream body, CancellationToken cancellation) => body.CopyToAsync(stream, cancellation);

    private HttpRequest? Take(int end)
    {
        string[] line = Encoding.ASCII.GetString(_buffer, 0, _buffer.AsSpan(0, end + 2).IndexOf("\r\n"u8)).Split(' ');
        _filled -= end + 4;
        _buffer.AsSpan(end + 4, _filled).CopyTo(_buffer);
        return line is [var method, var target, "HTTP/1.1"] ? new HttpRequest(method, target.Split('?')[0]) : null;
    }
}
