namespace ReproBuild.Archives;

/// <summary>Bytes that grow and are used again; what was handed out before it grew stays as it was.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Append(ReadOnlySpan<byte> more)
    {
        int needed = Length + more.Length;
        if (needed > _bytes.Length) Array.Resize(ref _bytes, (int)Math.Max(needed, Math.Min(2L * _bytes.Length, Array.MaxLength)));
        more.CopyTo(_bytes.AsSpan(Length));
        Length = needed;
    }

    public void CopyTo(ByteBuffer other)
    {
        // A copy lasts and is one of many, so it takes no more room than it needs.
        other._bytes = Written.ToArray();
        other.Length = Length;
    }
}
