using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace ReproBuild.Archives;

/// <summary>Unpacks a layer: plain, gzip of one or many members, or zstd, told apart by their first bytes.</summary>
internal sealed class LayerDecoder : IDisposable
{
    private readonly string _what;
    private readonly GzipInput? _gzip;
    private readonly Stream _decoded;

    public LayerDecoder(VerifyingStream raw, LayerCompression compression, string what)
    {
        (_what, Compression) = (what, compression);
        _gzip = compression == LayerCompression.Gzip ? new GzipInput(raw) : null;
        _decoded = compression switch
        {
            LayerCompression.Gzip => new GZipStream(_gzip!, CompressionMode.Decompress, leaveOpen: true),
            LayerCompression.Zstd => Zstd(raw),
            _ => raw,
        };
    }

    public LayerCompression Compression { get; }

    private static DecompressionStream Zstd(Stream raw)
    {
        var stream = new DecompressionStream(raw, leaveOpen: true);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, Limits.MaxZstdWindowLog);
        return stream;
    }

    /// <summary>Fills the buffer; less only at the end, and 0 behind it.</summary>
    public int Fill(Span<byte> buffer)
    {
        int total = 0;
        try
        {
            while (total < buffer.Length && _decoded.Read(buffer[total..]) is > 0 and int read) total += read;
        }
        catch (InvalidDataException exception)
        {
            throw _gzip!.IsAtEnd ? Truncated() : ArchiveErrors.MalformedLayer(_what, "its gzip data are corrupt", exception);
        }
        catch (EndOfStreamException)
        {
            throw Truncated();
        }
        catch (ZstdException exception) when (exception.Code == ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge)
        {
            throw Limits.Exceeded(nameof(Limits.MaxZstdWindowLog), Limits.MaxZstdWindowLog, $"{_what} is zstd with a larger window");
        }
        catch (ZstdException exception)
        {
            throw ArchiveErrors.MalformedLayer(_what, $"its zstd data are corrupt or not zstd to their end ({exception.Message})", exception);
        }
        if (total < buffer.Length && _gzip is not null) CheckEnd(_gzip);
        return total;
    }

    private void CheckEnd(GzipInput gzip)
    {
        if (gzip.IsTruncated) throw Truncated();
        if (gzip.HasTrailingBytes) throw ArchiveErrors.MalformedLayer(_what, "bytes that are no gzip follow its gzip data");
    }

    private Diagnostics.ReproException Truncated() => ArchiveErrors.MalformedLayer(_what, $"its {Compression.ToString().ToLowerInvariant()} data are truncated");

    public void Dispose()
    {
        if (Compression != LayerCompression.None) _decoded.Dispose();
    }
}
