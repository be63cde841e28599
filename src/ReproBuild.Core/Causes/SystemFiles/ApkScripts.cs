using System.Text;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>apk keeps the scripts of packages in a tar, whose entries carry the time at which they were installed.</summary>
/// <remarks>Done by hand and not with a tar library, so that no other byte of the archive is lost.</remarks>
internal sealed class ApkScripts : ContentCause
{
    private const int Block = 512, Time = 136, TimeLength = 12, Checksum = 148, ChecksumLength = 8, Size = 124;

    public override string Id => "apk-scripts";

    public override string Code => "REPRO5407";

    public override string Title => "apk's scripts and virtual packages";

    public override CanonicalPair? Match(ContentPair pair)
    {
        if (pair.Path is not ("lib/apk/db/scripts.tar" or "usr/lib/apk/db/scripts.tar")) return null;

        byte[] left = pair.Left.ToArray(), right = pair.Right.ToArray();
        string? times = FirstTimes(left, right);
        if (times is null || !TryMask(left) || !TryMask(right)) return null;
        return new CanonicalPair(left, right, $"{pair.ShownPath} holds the times at which apk installed the scripts of packages: {times}");
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Give the build SOURCE_DATE_EPOCH, which apk-tools 2.12 and later honour.",
        context.Instruction is { } instruction ? $"ARG SOURCE_DATE_EPOCH\n{instruction}" : "ARG SOURCE_DATE_EPOCH");

    private static string? FirstTimes(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (int at = 0; at + Block <= Math.Min(left.Length, right.Length);)
        {
            var (l, r) = (Encoding.ASCII.GetString(left.Slice(at + Time, TimeLength - 1)), Encoding.ASCII.GetString(right.Slice(at + Time, TimeLength - 1)));
            if (l != r) return $"{Seconds(l)} against {Seconds(r)}";
            if (left[at] == 0) break;
            at += Block + Padded(left.Slice(at, Block));
        }

        return null;
    }

    private static bool TryMask(Span<byte> tar)
    {
        for (int at = 0; at + Block <= tar.Length;)
        {
            var header = tar.Slice(at, Block);
            if (header[0] == 0) return true;
            if (!header.Slice(257, 5).SequenceEqual("ustar"u8)) return false;

            int size = Padded(header);
            header.Slice(Time, TimeLength - 1).Fill((byte)'0');
            header.Slice(Checksum, ChecksumLength).Fill((byte)' ');
            at += Block + size;
        }

        return true;
    }

    private static int Padded(ReadOnlySpan<byte> header)
    {
        int size = Convert.ToInt32(Encoding.ASCII.GetString(header.Slice(Size, 11)).Trim(), 8);
        if (size is < 0 or > ContentLimits.MaxBytes) throw new InvalidDataException("a size in the tar is beyond all measure");
        return (size + Block - 1) / Block * Block;
    }

    private static string Seconds(string octal)
    {
        long seconds = Convert.ToInt64(octal.Trim(' ', '\0'), 8);
        return DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }
}
