namespace ReproBuild.Archives;

/// <summary>The bytes of any stream.</summary>
internal sealed class StreamSource(Stream stream) : ByteSource
{
    private readonly byte[] _buffer = new byte[128 << 10];

    public override int Next(out byte[] buffer)
    {
        buffer = _buffer;
        return stream.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false);
    }

    public override void Dispose() => stream.Dispose();
}
