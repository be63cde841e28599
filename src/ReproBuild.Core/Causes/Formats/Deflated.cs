using ICSharpCode.SharpZipLib.Zip.Compression;

namespace ReproBuild.Causes.Formats;

/// <summary>Data of RFC 1951.</summary>
/// <remarks>SharpZipLib and not the platform's: it tells how many bytes it took, and what it writes depends on its version alone.</remarks>
internal static class Deflated
{
    // Their tables are larger than most contents: one for each thread, used again and again.
    [ThreadStatic] private static Inflater? inflaterOfThread;
    [ThreadStatic] private static Deflater? deflaterOfThread;
    [ThreadStatic] private static byte[]? bufferOfThread;

    /// <summary>Unpacks.</summary>
    /// <param name="data">The packed bytes and any that follow.</param>
    /// <param name="meter">Bounds the result.</param>
    /// <param name="taken">How many bytes of <paramref name="data"/> it was.</param>
    /// <param name="length">How long the result should be, where that is known: it then grows in no steps.</param>
    public static byte[] Unpack(ReadOnlyMemory<byte> data, ExpansionMeter meter, out int taken, int length = 0)
    {
        var inflater = inflaterOfThread ??= new Inflater(noHeader: true);
        byte[] buffer = bufferOfThread ??= new byte[64 << 10];
        var input = ArrayBytes.Segment(data);
        inflater.Reset();
        inflater.SetInput(input.Array!, input.Offset, input.Count);
        using var content = new MemoryStream((int)Math.Min(length, meter.Left));
        try
        {
            while (!inflater.IsFinished)
            {
                int count = inflater.Inflate(buffer);
                if (count == 0 && !inflater.IsFinished) throw new InvalidDataException("the compressed data end too early");
                meter.Add(count);
                content.Write(buffer, 0, count);
            }

            taken = (int)inflater.TotalIn;
        }
        finally
        {
            // The thread would hold the archive until it unpacks another.
            inflater.Reset();
            inflater.SetInput([]);
        }

        LargeGarbage.Add(content.Length);
        return WorkingMemory.Shared(content.Length == content.Capacity ? content.GetBuffer() : content.ToArray());
    }

    /// <summary>Packs, always to the same bytes, and quickly.</summary>
    public static byte[] Pack(ReadOnlyMemory<byte> content)
    {
        var deflater = deflaterOfThread ??= new Deflater(Deflater.BEST_SPEED, noZlibHeaderOrFooter: true);
        byte[] buffer = bufferOfThread ??= new byte[64 << 10];
        var input = ArrayBytes.Segment(content);
        deflater.Reset();
        deflater.SetInput(input.Array!, input.Offset, input.Count);
        deflater.Finish();
        using var data = new MemoryStream();
        while (!deflater.IsFinished) data.Write(buffer, 0, deflater.Deflate(buffer));
        deflater.Reset();
        deflater.SetInput([]);
        LargeGarbage.Add(2 * data.Length);
        return data.ToArray();
    }
}
