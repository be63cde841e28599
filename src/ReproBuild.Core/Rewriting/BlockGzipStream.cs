using System.Collections.Concurrent;
using ICSharpCode.SharpZipLib.Checksum;

namespace ReproBuild.Rewriting;

/// <summary>
/// Compresses to gzip so that the bytes depend on the input and on SharpZipLib's version alone: neither on the runtime's
/// zlib, nor on the number of cores, nor on how the input was cut into writes.
/// </summary>
/// <remarks>
/// <para>The input is cut into blocks of <see cref="BlockSize"/> bytes, each deflated on its own, with no memory of the one
/// before, and all of them joined into one gzip member (RFC 1952) with a fixed header. Some readers stop after the first member,
/// so one member is what every reader understands. At 128 KB a block's lost history costs less than one part in a hundred.</para>
/// <para>Not thread-safe. At most a few blocks for each worker are in memory.</para>
/// </remarks>
public sealed class BlockGzipStream : Stream
{
    /// <summary>How many bytes of input make a block. Another size gives other bytes, and so other digests.</summary>
    public const int BlockSize = 128 * 1024;

    private const int BlocksPerWorker = 3;

    // RFC 1952: magic, deflate, no flags, no time, no hint about speed, system "unknown".
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

    // RFC 1951: a final block with the fixed code that holds nothing but its end. Every real block is thus alike, the last one too.
    private static readonly byte[] FinalBlock = [0x03, 0x00];

    private readonly Stream _output;
    private readonly int _workers;
    private readonly CancellationToken _cancellation;
    private readonly Queue<Task<DeflatedBlock>> _running = new();
    private readonly ConcurrentBag<DeflatedBlock> _pool = [];
    private readonly Crc32 _crc = new();
    private DeflatedBlock? _current;
    private uint _length;
    private bool _closed;

    /// <summary>Starts a gzip member.</summary>
    /// <param name="output">Where the compressed bytes go; left open.</param>
    /// <param name="workers">How many blocks are deflated at a time, at least 1. It changes the speed, never the bytes.</param>
    /// <param name="cancellation">Ends the waiting for blocks.</param>
    public BlockGzipStream(Stream output, int workers, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        (_output, _workers, _cancellation) = (output, workers, cancellation);
        _output.Write(Header);
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_closed;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        while (!buffer.IsEmpty)
        {
            _current ??= _pool.TryTake(out var block) ? block : new DeflatedBlock();
            buffer = buffer[_current.Fill(buffer)..];
            if (_current.IsFull) Start();
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Writes what is left, the checksum and the length: the member is then complete.</summary>
    /// <remarks>A stream that is disposed without this leaves a truncated member, on purpose: what failed half-way must not look whole.</remarks>
    public void Finish()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_current is not null) Start();
        while (_running.Count > 0) WriteOldest();

        Span<byte> trailer = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(trailer, (uint)_crc.Value);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        _output.Write(FinalBlock);
        _output.Write(trailer);
        _closed = true;
    }

    /// <summary>Does nothing: flushing would make the bytes depend on when it is called.</summary>
    public override void Flush() { }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private void Start()
    {
        var block = _current!;
        _current = null;
        _crc.Update(block.Input);
        unchecked { _length += (uint)block.Input.Count; } // RFC 1952: the length modulo 2^32
        if (_running.Count >= _workers * BlocksPerWorker) WriteOldest();
        _running.Enqueue(Task.Run(block.Deflate, _cancellation));
    }

    private void WriteOldest()
    {
        var task = _running.Dequeue();
        task.Wait(_cancellation);
        var block = task.Result;
        _output.Write(block.Deflated);
        block.Clear();
        _pool.Add(block);
    }
}
