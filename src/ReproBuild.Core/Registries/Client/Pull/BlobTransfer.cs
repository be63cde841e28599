using System.Buffers;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>A blob on its way: how much of it has come, and what that hashes to.</summary>
internal sealed class BlobTransfer(Descriptor blob, RegistryCall call, Stream to) : IDisposable
{
    private const int BufferBytes = 256 << 10;

    private readonly IncrementalHash _hash = blob.Digest.CreateHash();

    private bool _ended;

    public long Received { get; private set; }

    public bool IsComplete => _ended || (Received == blob.Size && Received > 0);

    /// <summary>Copies what is left of the blob; one piece is hashed and written while the next one comes.</summary>
    /// <param name="content">The answer's body.</param>
    /// <param name="skip">How many of its first bytes have come before.</param>
    /// <param name="watchdog">Bounds the silence.</param>
    public async Task CopyAsync(HttpContent content, long skip, Watchdog watchdog)
    {
        byte[] reading = ArrayPool<byte>.Shared.Rent(BufferBytes), keeping = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var kept = Task.CompletedTask;
        try
        {
            using var body = await content.ReadAsStreamAsync(watchdog.Token).ConfigureAwait(false);
            while (await ReadAsync(body, reading, watchdog).ConfigureAwait(false) is > 0 and int count)
            {
                watchdog.Feed();
                int old = (int)Math.Min(skip, count);
                skip -= old;
                if (old == count) continue;
                await kept.ConfigureAwait(false);
                if (Received + count - old > blob.Size) throw WrongLength($"more than {blob.Size} bytes");
                (reading, keeping) = (keeping, reading);
                kept = KeepAsync(keeping.AsMemory(old, count - old));
            }
        }
        finally
        {
            try
            {
                // What cannot be kept outweighs a broken connection: the hash and the stream may disagree now.
                await kept.ConfigureAwait(false);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(reading);
                ArrayPool<byte>.Shared.Return(keeping);
            }
        }
        if (Received < blob.Size) throw WireErrors.Broken(call.Endpoint.Name, call.What, new EndOfStreamException($"{Received} of {blob.Size} bytes came."));
        _ended = true;
    }

    public void CheckLength(long length)
    {
        if (length != blob.Size) throw WrongLength($"{length} bytes");
    }

    /// <summary>Whether a part of the blob is the part that was asked for.</summary>
    /// <returns>How much of it has come before: nothing.</returns>
    public long CheckRange(ContentRangeHeaderValue? range) =>
        range is { From: { } from } && from == Received && (range.Length is null || range.Length == blob.Size)
            ? 0
            : throw new ReproException(DiagnosticCodes.MalformedAnswer, $"{call.Endpoint.Name} was asked for {call.What} from byte {Received} on, of {blob.Size}, and sent another part ({range}). What answers there is broken.");

    public void Verify()
    {
        var found = Digest.FromHash(_hash.AlgorithmName, _hash.GetHashAndReset());
        if (found != blob.Digest)
        {
            throw new ReproException(DiagnosticCodes.DigestMismatch, $"{call.Endpoint.Name} was asked for {call.What} and gave bytes that hash to {found}. The registry, or something in front of it, lies or is damaged; do not use what it gives.");
        }
    }

    public void Dispose() => _hash.Dispose();

    private Task KeepAsync(ReadOnlyMemory<byte> piece) => Task.Run(async () =>
    {
        _hash.AppendData(piece.Span);
        await to.WriteAsync(piece, CancellationToken.None).ConfigureAwait(false);
        Received += piece.Length;
    });

    private async Task<int> ReadAsync(Stream body, byte[] buffer, Watchdog watchdog)
    {
        try
        {
            return await body.ReadAsync(buffer.AsMemory(0, BufferBytes), watchdog.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw WireErrors.Broken(call.Endpoint.Name, call.What, e);
        }
        catch (OperationCanceledException e) when (watchdog.Barked)
        {
            throw WireErrors.Silent(call.Endpoint.Name, call.What, watchdog.Patience, e);
        }
    }

    private ReproException WrongLength(string found) => new(
        DiagnosticCodes.SizeMismatch, $"{call.Endpoint.Name} sends {found} as {call.What}, which is {blob.Size} bytes long. The registry, or something in front of it, lies or is damaged; do not use what it gives.");
}
