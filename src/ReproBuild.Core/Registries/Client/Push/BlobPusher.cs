using System.Net;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Sends one blob: in one piece, or in several, each of which can be taken up where it broke. OCI distribution specification, "Pushing blobs".</summary>
internal sealed class BlobPusher(RegistrySession session, RegistryEndpoint endpoint, ImageReference repository, Descriptor blob)
{
    private readonly RegistryCall _about = BlobCalls.Of(HttpMethod.Head, endpoint, repository, blob, AuthScope.Push(endpoint.Repository(repository)));

    private string Root => $"/v2/{_about.Repository}/blobs/uploads/";

    /// <summary>Sends the blob.</summary>
    /// <param name="source">Its bytes.</param>
    /// <param name="mount">A repository of the same registry to take it from; null where none is known.</param>
    /// <param name="cancellation">Ends it at once.</param>
    public async Task<BlobPush> PushAsync(UploadSource source, string? mount, CancellationToken cancellation)
    {
        Upload? upload = null;
        int failures = 0;
        for (long before = 0; ;)
        {
            try
            {
                upload ??= await StartAsync(mount, cancellation).ConfigureAwait(false);
                if (upload is null) return BlobPush.Mounted;
                long piece = session.Options.UploadChunkBytes;
                while (blob.Size > piece && upload.Offset < blob.Size)
                {
                    upload = await SendPieceAsync(upload, Math.Min(piece, blob.Size - upload.Offset), source, cancellation).ConfigureAwait(false);
                }
                await FinishAsync(upload, source, cancellation).ConfigureAwait(false);
                return BlobPush.Uploaded;
            }
            catch (TransientFault fault)
            {
                if (source.Failure is { } own) throw own;
                long sent = upload?.Offset ?? 0;
                failures = sent > before ? 1 : failures + 1;
                before = sent;
                await session.Retrier.WaitAsync(fault, failures, cancellation).ConfigureAwait(false);
                upload = upload is null || blob.Size <= session.Options.UploadChunkBytes ? null : await ResumeAsync(upload, cancellation).ConfigureAwait(false);
                mount = null;
            }
        }
    }

    /// <returns>Null where the registry has mounted the blob.</returns>
    private Task<Upload?> StartAsync(string? mount, CancellationToken cancellation)
    {
        string query = mount is null ? "" : $"?mount={blob.Digest}&from={Uri.EscapeDataString(mount)}";
        var call = _about with
        {
            Method = HttpMethod.Post,
            Path = Root + query,
            Scope = mount is null ? _about.Scope : _about.Scope.With($"repository:{mount}:pull"),
            What = $"a place for the blob {blob.Digest} in {repository.Name}",
            Content = _ => new ByteArrayContent([]),
        };
        return session.TryAsync<Upload?>(call, async (answer, watchdog) => answer.Status switch
        {
            HttpStatusCode.Created => null,
            HttpStatusCode.Accepted => new Upload(Place(answer), 0),
            _ => throw await PushErrors.OfAsync(call, answer, session.Secrets, watchdog).ConfigureAwait(false),
        }, cancellation);
    }

    private Task<Upload> SendPieceAsync(Upload upload, long length, UploadSource source, CancellationToken cancellation)
    {
        var call = _about with
        {
            Method = HttpMethod.Patch,
            Address = upload.Address,
            What = $"a place for bytes {upload.Offset} to {upload.Offset + length - 1} of the blob {blob.Digest} in {repository.Name}",
            Content = watchdog =>
            {
                var piece = new PieceContent(source, upload.Offset, length, upload.Offset + length == blob.Size, watchdog);
                piece.Headers.TryAddWithoutValidation("Content-Range", $"{upload.Offset}-{upload.Offset + length - 1}");
                return piece;
            },
        };
        return session.TryAsync(call, async (answer, watchdog) => answer.Status switch
        {
            HttpStatusCode.Accepted or HttpStatusCode.NoContent or HttpStatusCode.Created => new Upload(Place(answer), Upload.ReadOffset(answer) ?? upload.Offset + length),
            // It has another part than this side thinks: it is asked which.
            HttpStatusCode.RequestedRangeNotSatisfiable => throw new TransientFault(_ => PushErrors.OutOfStep(call)),
            _ => throw await PushErrors.OfAsync(call, answer, session.Secrets, watchdog).ConfigureAwait(false),
        }, cancellation);
    }

    private Task<bool> FinishAsync(Upload upload, UploadSource source, CancellationToken cancellation)
    {
        long rest = blob.Size - upload.Offset;
        string separator = upload.Address.Query.Length > 1 ? "&" : "?";
        var call = _about with
        {
            Method = HttpMethod.Put,
            Address = new Uri($"{upload.Address.AbsoluteUri}{separator}digest={Uri.EscapeDataString(blob.Digest.ToString())}"),
            What = $"a place for the blob {blob.Digest} in {repository.Name}",
            Content = watchdog => rest > 0 ? new PieceContent(source, upload.Offset, rest, isLast: true, watchdog) : new ByteArrayContent([]),
        };
        return session.TryAsync(call, async (answer, watchdog) => answer.Status switch
        {
            HttpStatusCode.Created or HttpStatusCode.NoContent or HttpStatusCode.OK or HttpStatusCode.Accepted => true,
            _ => throw await PushErrors.OfAsync(call, answer, session.Secrets, watchdog).ConfigureAwait(false),
        }, cancellation);
    }

    /// <returns>Null where the registry knows nothing of the upload any more, so that it begins anew.</returns>
    private Task<Upload?> ResumeAsync(Upload upload, CancellationToken cancellation)
    {
        var call = _about with { Method = HttpMethod.Get, Address = upload.Address, What = $"how much it has of the blob {blob.Digest} of {repository.Name}" };
        return session.RunAsync(call, (answer, _) => Task.FromResult(
            answer.Status == HttpStatusCode.NoContent ? new Upload(Place(answer, upload.Address), Upload.ReadOffset(answer) ?? 0) : null), cancellation);
    }

    private Uri Place(RegistryAnswer answer, Uri? otherwise = null) =>
        answer.Http.Headers.Location is null && otherwise is not null ? otherwise : Redirects.Resolve(answer.Http, answer.Address, _about, session.Schemes);

    /// <summary>An upload under way.</summary>
    /// <param name="Address">Where the registry wants what is left.</param>
    /// <param name="Offset">How much it has, in bytes.</param>
    private sealed record Upload(Uri Address, long Offset)
    {
        // Range: 0-41 for 42 bytes; and 0-0 for one, or, with some registries, for none.
        public static long? ReadOffset(RegistryAnswer answer) =>
            answer.Header("Range") is { } range && range.Split('-') is [var _, var last] && long.TryParse(last, out long end) && end > 0 ? end + 1 : null;
    }
}
