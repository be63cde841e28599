using Microsoft.Win32.SafeHandles;
using ReproBuild.Diagnostics;

namespace ReproBuild.Rewriting;

/// <summary>Holds the contents of a layer's files between reading them in one order and writing them in another.</summary>
/// <remarks>Small layers stay in memory; of larger ones all that goes beyond is in a file.</remarks>
/// <param name="path">Where the file would be; in a folder that is deleted afterwards.</param>
/// <param name="memory">How many bytes stay in memory; a multiple of 1 MiB.</param>
internal sealed class ContentSpool(string path, int memory = ContentSpool.MemoryLimit) : IDisposable
{
    /// <summary>How many bytes stay in memory where nobody says how many.</summary>
    public const int MemoryLimit = 64 << 20;

    private const int PieceSize = 1 << 20;
    private readonly List<byte[]> _pieces = [];
    private SafeFileHandle? _file;

    /// <summary>How many bytes are held: the offset of the next.</summary>
    public long Length { get; private set; }

    /// <summary>Adds bytes at the end.</summary>
    /// <exception cref="ReproException">REPRO1008 or REPRO4005: the file cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && Length < memory)
        {
            int at = (int)(Length % PieceSize);
            if (at == 0) _pieces.Add(new byte[PieceSize]);
            int count = Math.Min(bytes.Length, PieceSize - at);
            bytes[..count].CopyTo(_pieces[^1].AsSpan(at));
            bytes = bytes[count..];
            Length += count;
        }
        if (bytes.IsEmpty) return;

        AppendToFile(bytes);
        Length += bytes.Length;
    }

    /// <summary>Reads as many bytes as there are, up to the length of <paramref name="buffer"/>, from an offset.</summary>
    public int Read(long offset, Span<byte> buffer)
    {
        if (offset >= memory) return RandomAccess.Read(_file!, buffer, offset - memory);
        int at = (int)(offset % PieceSize);
        int count = (int)Math.Min(Math.Min(buffer.Length, PieceSize - at), Length - offset);
        _pieces[(int)(offset / PieceSize)].AsSpan(at, count).CopyTo(buffer);
        return count;
    }

    private void AppendToFile(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file ??= File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
            RandomAccess.Write(_file, bytes, Length - memory);
        }
        catch (Exception e) when (WriteErrors.IsOne(e))
        {
            throw WriteErrors.Explain(path, e);
        }
    }

    public void Dispose() => _file?.Dispose();
}
