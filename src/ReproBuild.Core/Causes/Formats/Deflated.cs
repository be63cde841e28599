using ICSharpCode.SharpZipLib.Zip.Compression;

namespace ReproBuild.Causes.Formats;

/// <summary>Data of RFC 1951.</summary>
/// <remarks>SharpZipLib and not the platform's: it tells how many bytes it took, and what it writes depends on its version alone.</remarks>
internal static class Deflated
{
    /// <summary>Unpacks.</summary>
    /// <param name="data">The packed bytes and any that follow.</param>
    /// <param name="meter">Bounds the result.</param>
    /// <param name="taken">How many bytes of <paramref name="data"/> it was.</param>
    public static byte[] Unpack(ReadOnlyMemory<byte> data, ExpansionMeter meter, out int taken)
    {
        var inflater = new Inflater(noHeader: true);
        inflater.SetInput(data.ToArray());
        using var content = new MemoryStream();
        byte[] buffer = new byte[64 << 10];
        while (!inflater.IsFinished)
        {
            int count = inflater.Inflate(buffer);
            if (count == 0 && !inflater.IsFinished) throw new InvalidDataException("the compressed data end too early");
            meter.Add(count);
            content.Write(buffer, 0, count);
        }

        taken = (int)inflater.TotalIn;
        return content.ToArray();
    }

    /// <summary>Packs, always to the same bytes, and quickly.</summary>
    public static byte[] Pack(ReadOnlyMemory<byte> content)
    {
        var deflater = new Deflater(Deflater.BEST_SPEED, noZlibHeaderOrFooter: true);
        deflater.SetInput(content.ToArray());
        deflater.Finish();
        using var data = new MemoryStream();
        byte[] buffer = new byte[64 << 10];
        while (!deflater.IsFinished) data.Write(buffer, 0, deflater.Deflate(buffer));
        return data.ToArray();
    }
}
