using System.Security.Cryptography;

namespace ReproBuild.Causes;

/// <summary>Bytes of a content that is too long for memory.</summary>
/// <param name="Content">The content; can seek.</param>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">How many they are.</param>
internal readonly record struct ContentPart(Stream Content, long Offset, long Length)
{
    private const int Piece = 64 << 10;

    /// <summary>Where 8 bytes of the content stand that count as zero; null where all count as they are.</summary>
    public long? Blank { get; init; }

    /// <summary>Whether both are the same bytes.</summary>
    public bool IsSame(ContentPart other, CancellationToken cancellation)
    {
        if (Length != other.Length) return false;
        byte[] one = new byte[Piece], two = new byte[Piece];
        for (long at = 0; at < Length; at += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Read(at, one).SequenceEqual(other.Read(at, two))) return false;
        }

        return true;
    }

    /// <summary>All of them.</summary>
    public byte[] ReadAll()
    {
        byte[] bytes = new byte[Length];
        Read(0, bytes);
        return bytes;
    }

    /// <summary>Writes all of them.</summary>
    public void CopyTo(Stream to, CancellationToken cancellation)
    {
        byte[] buffer = new byte[Piece];
        for (long at = 0; at < Length; at += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            to.Write(Read(at, buffer));
        }
    }

    /// <summary>Their SHA-256.</summary>
    public byte[] Digest(CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[Piece];
        for (long at = 0; at < Length; at += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(Read(at, buffer));
        }

        return hash.GetHashAndReset();
    }

    private Span<byte> Read(long at, byte[] buffer)
    {
        var bytes = buffer.AsSpan(0, (int)Math.Min(buffer.Length, Length - at));
        Content.Position = Offset + at;
        Content.ReadExactly(bytes);
        if (Blank is { } blank)
        {
            long begin = Math.Clamp(blank - Offset - at, 0, bytes.Length), end = Math.Clamp(blank + sizeof(long) - Offset - at, 0, bytes.Length);
            bytes[(int)begin..(int)end].Clear();
        }

        return bytes;
    }
}
