using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>
/// Unpacks and hashes a layer on a thread of its own and hands over the unpacked bytes in pooled buffers: the reader works
/// while the next bytes are being made, and two layers unpack on two cores.
/// </summary>
internal sealed class LayerPump : ByteSource
{
    private const int Depth = 8;

    private readonly BlockingCollection<Chunk> _full = new(Depth + 1);
    private readonly BlockingCollection<Chunk> _free = new(Depth);
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _cancellation;
    private readonly Thread _thread;
    private readonly LayerSource _layer;
    private readonly ExpansionGuard _guard;
    private ExceptionDispatchInfo? _failure;
    private Chunk? _current;

    public LayerPump(LayerSource layer, ExpansionGuard guard, CancellationToken cancellation)
    {
        (_layer, _guard, _cancellation) = (layer, guard, cancellation);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _thread = new Thread(Run) { IsBackground = true, Name = "Unpack " + layer.What };
        _thread.Start();
    }

    public override int Next(out byte[] buffer)
    {
        if (_current is not null) _free.Add(_current);
        _current = null;
        // Completed by the thread in every case, so this never waits for a dead one.
        if (!_full.TryTake(out var chunk, Timeout.Infinite, _cancellation))
        {
            _failure?.Throw();
            buffer = [];
            return 0;
        }
        _current = chunk;
        buffer = chunk.Bytes;
        return chunk.Length;
    }

    private void Run()
    {
        try
        {
            // Of a plain layer the blob's hash and the diffID are one, and are computed once.
            bool one = _layer.Compression == LayerCompression.None && _layer.DiffId is not null && _layer.BlobDigest?.Algorithm == _layer.DiffId.Algorithm;
            using var raw = new VerifyingStream(_layer.Range.Open(), one ? null : _layer.BlobDigest, _layer.What, _layer.OnRead);
            var found = Unpack(raw);
            if (one && found != _layer.BlobDigest) throw ArchiveErrors.DigestLie(_layer.What, _layer.BlobDigest!, found!);
            if (found != _layer.DiffId) throw ArchiveErrors.DiffIdLie(_layer.What, _layer.DiffId!, found!);
        }
        catch (Exception exception)
        {
            // Told to the reader when it comes to this place; a cancelled reader does not come.
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            _full.CompleteAdding();
        }
    }

    private Digest? Unpack(VerifyingStream raw)
    {
        try
        {
            using var decoder = new LayerDecoder(raw, _layer.Compression, _layer.What);
            using var hash = _layer.DiffId?.CreateHash();
            for (int made = 0; ; made++)
            {
                var chunk = made < Depth && _free.Count == 0 ? new Chunk() : _free.Take(_stop.Token);
                chunk.Length = decoder.Fill(chunk.Bytes);
                if (chunk.Length == 0) break;
                hash?.AppendData(chunk.Bytes, 0, chunk.Length);
                if (_layer.Compression != LayerCompression.None) _guard.Add(chunk.Length, raw.Consumed, _layer.What);
                _full.Add(chunk, _stop.Token);
            }
            raw.Drain();
            return hash is null ? null : Digest.FromHash(hash.AlgorithmName, hash.GetHashAndReset());
        }
        catch (ReproException exception) when (exception.Diagnostic.Code == DiagnosticCodes.MalformedLayer)
        {
            // A blob that was damaged is told as such, not by what its damage did to the decoder.
            raw.Drain();
            throw;
        }
    }

    public override void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _full.Dispose();
        _free.Dispose();
        _stop.Dispose();
    }
}
