namespace ReproBuild.Archives;

/// <summary>
/// Feeds a <see cref="System.IO.Compression.GZipStream"/> and finds out how its data ended, which that stream keeps to itself:
/// it returns 0 alike at a proper end, at a truncated one, and before bytes that are no gzip.
/// </summary>
/// <remarks>
/// Behind the real bytes it gives one byte that can begin no gzip member. A decoder that is between members looks at it and
/// stops; one that is within a member swallows it and asks for more, or finds it wrong.
/// </remarks>
internal sealed class GzipInput(Stream raw) : ForwardStream
{
    private bool _probed;

    /// <summary>Whether the decoder has asked for more than there was.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Whether the decoder has stopped before the last of the bytes.</summary>
    public bool HasTrailingBytes => !_probed;

    /// <summary>Whether all real bytes are given out.</summary>
    public bool IsAtEnd => _probed;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        int count = raw.Read(buffer);
        if (count > 0) return count;
        if (_probed)
        {
            IsTruncated = true;
            return 0;
        }
        _probed = true;
        buffer[0] = 0;
        return 1;
    }
}
