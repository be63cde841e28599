using System.Net;
using System.Net.Http.Headers;

namespace ReproBuild.Registries;

/// <summary>A piece of a blob as the body of a request.</summary>
internal sealed class PieceContent : HttpContent
{
    private readonly UploadSource _source;
    private readonly long _offset, _length;
    private readonly bool _isLast;
    private readonly Watchdog _watchdog;

    public PieceContent(UploadSource source, long offset, long length, bool isLast, Watchdog watchdog)
    {
        (_source, _offset, _length, _isLast, _watchdog) = (source, offset, length, isLast, watchdog);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _source.CopyAsync(_offset, _length, stream, _isLast, _watchdog);

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
