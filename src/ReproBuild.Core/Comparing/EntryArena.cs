using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using ReproBuild.Diagnostics;

namespace ReproBuild.Comparing;

/// <summary>
/// An append-only store of small records in blocks. A bounded number of blocks stays in memory; older ones move to a
/// temporary file that vanishes with the process, and blocks whose records are all released are dropped.
/// </summary>
/// <remarks>Two sides that share no order may park a million entries each; they must not live in memory.</remarks>
internal sealed class EntryArena : IDisposable
{
    private const int BlockBits = 20;
    private const int BlockSize = 1 << BlockBits;
    private const int MaxBlocksInMemory = 12;

    private readonly List<Block> _blocks = [];
    private readonly Queue<int> _inMemory = new();
    private readonly Stack<byte[]> _spare = new();
    private byte[] _readBuffer = new byte[512];
    private SafeFileHandle? _file;
    private long _fileLength;

    /// <summary>Keeps a record.</summary>
    /// <returns>Where it stands; later records stand at greater positions.</returns>
    public long Append(ReadOnlySpan<byte> record)
    {
        int needed = record.Length + sizeof(int);
        if (_blocks.Count == 0 || _blocks[^1].Bytes!.Length - _blocks[^1].Used < needed) AddBlock(needed);

        var block = _blocks[^1];
        long position = ((long)(_blocks.Count - 1) << BlockBits) | (long)block.Used;
        BinaryPrimitives.WriteInt32LittleEndian(block.Bytes.AsSpan(block.Used), record.Length);
        record.CopyTo(block.Bytes.AsSpan(block.Used + sizeof(int)));
        block.Used += needed;
        block.Live++;
        return position;
    }

    /// <summary>The record at a position; valid until the next call of any member.</summary>
    public ReadOnlySpan<byte> Read(long position)
    {
        var block = _blocks[(int)(position >> BlockBits)];
        int offset = (int)(position & (BlockSize - 1));
        if (block.Bytes is { } bytes)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset));
            return bytes.AsSpan(offset + sizeof(int), length);
        }

        return ReadSpilled(block.FileOffset + offset);
    }

    /// <summary>Says that a record is not needed any more.</summary>
    public void Release(long position)
    {
        int index = (int)(position >> BlockBits);
        var block = _blocks[index];
        if (--block.Live > 0 || index == _blocks.Count - 1) return;
        if (block.Bytes is { Length: BlockSize } bytes) _spare.Push(bytes);
        block.Bytes = null;
    }

    /// <summary>Drops everything, the temporary file too.</summary>
    public void Dispose() => _file?.Dispose();

    private void AddBlock(int needed)
    {
        while (_inMemory.Count >= MaxBlocksInMemory) Spill(_blocks[_inMemory.Dequeue()]);

        byte[] bytes = needed > BlockSize ? new byte[needed] : _spare.TryPop(out byte[]? spare) ? spare : new byte[BlockSize];
        _inMemory.Enqueue(_blocks.Count);
        _blocks.Add(new Block { Bytes = bytes });
    }

    private void Spill(Block block)
    {
        if (block.Bytes is not { } bytes) return;
        if (block.Live > 0)
        {
            block.FileOffset = _fileLength;
            Write(bytes.AsSpan(0, block.Used));
        }

        if (bytes.Length == BlockSize) _spare.Push(bytes);
        block.Bytes = null;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file ??= File.OpenHandle(
                Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
            RandomAccess.Write(_file, bytes, _fileLength);
            _fileLength += bytes.Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReproException(
                DiagnosticCodes.CannotWrite,
                $"The entries of two layers stand in such different orders that they must be remembered in a temporary file, and \"{Path.GetTempPath()}\" cannot be written: {exception.Message} Make room there, or set TMPDIR.",
                exception);
        }
    }

    private ReadOnlySpan<byte> ReadSpilled(long offset)
    {
        int read = RandomAccess.Read(_file!, _readBuffer, offset);
        int length = BinaryPrimitives.ReadInt32LittleEndian(_readBuffer);
        if (length + sizeof(int) > read)
        {
            if (length + sizeof(int) > _readBuffer.Length) _readBuffer = new byte[length + sizeof(int)];
            for (read = 0; read < length + sizeof(int);)
            {
                int more = RandomAccess.Read(_file!, _readBuffer.AsSpan(read, length + sizeof(int) - read), offset + read);
                read += more > 0 ? more : throw new EndOfStreamException("The temporary file of the comparison has lost its end.");
            }
        }

        return _readBuffer.AsSpan(sizeof(int), length);
    }

    private sealed class Block
    {
        public byte[]? Bytes { get; set; }

        public int Used { get; set; }

        public int Live { get; set; }

        public long FileOffset { get; set; }
    }
}
