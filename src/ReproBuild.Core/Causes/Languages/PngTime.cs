using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace ReproBuild.Causes.Languages;

/// <summary>A PNG image tells when it was made.</summary>
internal sealed class PngTime : ContentCause
{
    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "date:create", "date:modify", "date:timestamp", "Creation Time", "create-date", "modify-date", "Thumb::MTime",
    };

    public override string Id => "png-time";

    public override string Code => "REPRO5213";

    public override string Title => "Times in PNG images";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (!IsPng(pair.Left.Span) || !IsPng(pair.Right.Span)) return null;
        byte[] left = WithoutTimes(pair.Left.Span, out string? leftChunk), right = WithoutTimes(pair.Right.Span, out string? rightChunk);
        return (leftChunk ?? rightChunk) is { } chunk ? new CanonicalPair(left, right, $"{pair.ShownPath} is a picture that tells when it was made ({chunk})") : null;
    }

    public override Remedy RemedyFor(RemedyContext context) => new("Write the picture without its times.", "convert in.png -define png:exclude-chunks=date,time +set date:create +set date:modify out.png");

    private static bool IsPng(ReadOnlySpan<byte> content) => content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

    // A chunk is its length, its type, its data and a checksum of both. PNG specification, 5.3.
    private static byte[] WithoutTimes(ReadOnlySpan<byte> png, out string? first)
    {
        first = null;
        using var rest = new MemoryStream(png.Length);
        rest.Write(png[..8]);
        for (int at = 8; at < png.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            if (length > png.Length) throw new InvalidDataException("a chunk of the picture is longer than the file");
            var chunk = png.Slice(at, (int)length + 12);
            if (BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]) != Crc32.HashToUInt32(chunk[4..^4])) throw new InvalidDataException("a checksum in the picture is wrong");
            if (Time(chunk[4..^4]) is { } time) first ??= time;
            else rest.Write(chunk);
            at += chunk.Length;
        }

        return rest.ToArray();
    }

    private static string? Time(ReadOnlySpan<byte> chunk)
    {
        string type = Encoding.Latin1.GetString(chunk[..4]);
        if (type == "tIME") return type;
        if (type is not ("tEXt" or "iTXt" or "zTXt")) return null;
        int end = chunk[4..].IndexOf((byte)0);
        return end > 0 && Encoding.Latin1.GetString(chunk.Slice(4, end)) is var keyword && Keywords.Contains(keyword) ? $"{type} {keyword}" : null;
    }
}
