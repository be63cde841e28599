using System.Text;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>What a read-only registry with one image answers. OCI distribution specification, "Pull" and "Error codes".</summary>
internal sealed class RegistryAnswers(ServedImage image)
{
    /// <summary>The only repository, and the only tag in it.</summary>
    public const string Repository = "base", Tag = "latest";

    // What is smaller is read and checked before the first byte goes out; of what is larger a client that checks nothing
    // itself may get a wrong beginning, but never a whole answer.
    private const long CheckedFirst = 16 << 20;

    private const string ApiVersion = "Docker-Distribution-Api-Version";

    private ReproException? _failure;

    /// <summary>What was wrong with the image when it was first asked for.</summary>
    public ReproException? Failure => Volatile.Read(ref _failure);

    public async Task AnswerAsync(HttpRequest request, HttpConnection connection, CancellationToken cancellation)
    {
        if (request.Method is not ("GET" or "HEAD"))
        {
            await RefuseAsync(connection, request, "405 Method Not Allowed", "UNSUPPORTED", cancellation).ConfigureAwait(false);
        }
        else if (request.Path is "/v2/" or "/v2")
        {
            await connection.WriteHeadAsync("200 OK", 0, [(ApiVersion, "registry/2.0")], cancellation).ConfigureAwait(false);
        }
        else if (Find(request.Path) is { } blob)
        {
            await ServeAsync(blob, request.Method == "HEAD", connection, cancellation).ConfigureAwait(false);
        }
        else
        {
            await RefuseAsync(connection, request, "404 Not Found", "BLOB_UNKNOWN", cancellation).ConfigureAwait(false);
        }
    }

    private Descriptor? Find(string path) => path.Split('/') switch
    {
        ["", "v2", Repository, "manifests", Tag] => image.FindManifest(image.Digest),
        ["", "v2", Repository, "manifests", var text] when Digest.TryParse(Uri.UnescapeDataString(text), out var digest) => image.FindManifest(digest),
        ["", "v2", Repository, "blobs", var text] when Digest.TryParse(Uri.UnescapeDataString(text), out var digest) => image.Find(digest),
        _ => null,
    };

    private async Task ServeAsync(Descriptor blob, bool headOnly, HttpConnection connection, CancellationToken cancellation)
    {
        try
        {
            using var body = headOnly ? Stream.Null : Open(blob);
            (string, string)[] headers = [("Content-Type", blob.MediaType), ("Docker-Content-Digest", blob.Digest.ToString()), (ApiVersion, "registry/2.0")];
            await connection.WriteHeadAsync("200 OK", blob.Size, headers, cancellation).ConfigureAwait(false);
            await connection.WriteBodyAsync(body, cancellation).ConfigureAwait(false);
        }
        catch (ReproException e)
        {
            Interlocked.CompareExchange(ref _failure, e, null);
            throw;
        }
    }

    private Stream Open(Descriptor blob)
    {
        var stream = image.Open(blob);
        if (blob.Size > CheckedFirst) return stream;
        using (stream)
        {
            var content = new MemoryStream((int)blob.Size);
            stream.CopyTo(content);
            content.Position = 0;
            return content;
        }
    }

    private static async Task RefuseAsync(HttpConnection connection, HttpRequest request, string status, string code, CancellationToken cancellation)
    {
        byte[] body = Encoding.ASCII.GetBytes($$"""{"errors":[{"code":"{{code}}","message":"This registry holds one image, to be read."}]}""");
        await connection.WriteHeadAsync(status, body.Length, [("Content-Type", "application/json")], cancellation).ConfigureAwait(false);
        if (request.Method != "HEAD") await connection.WriteBodyAsync(new MemoryStream(body), cancellation).ConfigureAwait(false);
    }
}
