namespace ReproBuild.Rewriting;

/// <summary>A content in a spool as a stream that can be read from any place.</summary>
/// <param name="spool">Holds it.</param>
/// <param name="offset">Where it begins there.</param>
/// <param name="length">Its length in bytes.</param>
internal sealed class SpoolSection(ContentSpool spool, long offset, long length) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        long left = Math.Max(0, length - Position);
        if (left == 0 || buffer.IsEmpty) return 0;
        int count = spool.Read(offset + Position, buffer[..(int)Math.Min(left, buffer.Length)]);
        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => length,
    };

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
