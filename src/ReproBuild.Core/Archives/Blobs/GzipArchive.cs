using Microsoft.Win32.SafeHandles;
using ReproBuild.Diagnostics;

namespace ReproBuild.Archives;

/// <summary>An archive that was compressed as a whole (<c>docker save | gzip</c>).</summary>
/// <remarks>It cannot be sought in, so it is unpacked into a temporary file that has no name once it is open and is gone with its handle.</remarks>
internal static class GzipArchive
{
    public static bool IsGzip(SafeFileHandle file)
    {
        Span<byte> head = stackalloc byte[2];
        return RandomAccess.Read(file, head, 0) == 2 && head[0] == 0x1f && head[1] == 0x8b;
    }

    /// <summary>Unpacks and closes <paramref name="file"/>.</summary>
    public static SafeFileHandle Unpack(SafeFileHandle file, string path)
    {
        SafeFileHandle? unpacked = null;
        try
        {
            unpacked = NamelessFile.Create();
            using var raw = new VerifyingStream(new FileRangeStream(file, path, 0, RandomAccess.GetLength(file), owned: true), null, path);
            Unpack(raw, unpacked, $"the archive \"{path}\"");
            return unpacked;
        }
        catch (Exception exception)
        {
            unpacked?.Dispose();
            if (exception is IOException or UnauthorizedAccessException) throw ArchiveErrors.DiskFull(path, exception);
            if (exception is ReproException { Diagnostic.Code: DiagnosticCodes.MalformedLayer } cause) throw ArchiveErrors.OuterTar(path, atEnd: true, cause);
            throw;
        }
    }

    private static void Unpack(VerifyingStream raw, SafeFileHandle unpacked, string what)
    {
        using var decoder = new LayerDecoder(raw, LayerCompression.Gzip, what);
        var guard = new ExpansionGuard();
        var buffer = new byte[Chunk.Capacity];
        for (long offset = 0; decoder.Fill(buffer) is > 0 and int count; offset += count)
        {
            guard.Add(count, raw.Consumed, what);
            RandomAccess.Write(unpacked, buffer.AsSpan(0, count), offset);
        }
    }
}
