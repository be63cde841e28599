using System.Net;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Streams blobs, goes on where a connection broke, and hashes what comes. OCI distribution specification, "Pulling blobs".</summary>
internal sealed class BlobPuller(RegistrySession session)
{
    // So much must have come for a failure to count as the first again.
    private const long Headway = 1 << 20;

    /// <summary>Writes a blob to a stream.</summary>
    /// <exception cref="ReproException">What came is not the blob; the caller throws away what was written.</exception>
    public async Task PullAsync(RegistryEndpoint endpoint, ImageReference repository, Descriptor blob, Stream to, CancellationToken cancellation)
    {
        var call = BlobCalls.Of(HttpMethod.Get, endpoint, repository, blob);
        using var transfer = new BlobTransfer(blob, call, to);
        int failures = 0;
        for (long before = 0; !transfer.IsComplete;)
        {
            try
            {
                var from = call with { Prepare = request => request.Headers.Range = transfer.Received > 0 ? new(transfer.Received, null) : null };
                await session.TryAsync(from, (answer, watchdog) => ReadAsync(from, answer, transfer, watchdog), cancellation).ConfigureAwait(false);
            }
            // A connection that breaks behind the last byte has broken nothing.
            catch (TransientFault fault) when (!transfer.IsComplete)
            {
                failures = transfer.Received - before >= Headway ? 1 : failures + 1;
                before = transfer.Received;
                await session.Retrier.WaitAsync(fault, failures, cancellation).ConfigureAwait(false);
            }
            catch (TransientFault)
            {
                break;
            }
        }
        transfer.Verify();
    }

    private async Task<bool> ReadAsync(RegistryCall call, RegistryAnswer answer, BlobTransfer transfer, Watchdog watchdog)
    {
        long skip = answer.Status switch
        {
            HttpStatusCode.OK => transfer.Received,
            HttpStatusCode.PartialContent => transfer.CheckRange(answer.Http.Content.Headers.ContentRange),
            _ => throw await AnswerErrors.OfAsync(call, answer, DiagnosticCodes.BlobMissing, session.Secrets, watchdog).ConfigureAwait(false),
        };
        if (answer.Status == HttpStatusCode.OK && answer.Http.Content.Headers.ContentLength is { } length) transfer.CheckLength(length);
        await transfer.CopyAsync(answer.Http.Content, skip, watchdog).ConfigureAwait(false);
        return true;
    }
}
