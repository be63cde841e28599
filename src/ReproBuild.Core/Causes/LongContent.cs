using System.Buffers;
using ReproBuild.Archives;
using ReproBuild.Causes.Dotnet;
using ReproBuild.Causes.Formats;
using ReproBuild.Comparing;
using ReproBuild.Rewriting;

namespace ReproBuild.Causes;

/// <summary>Contents that are too long for memory, without what both sides have in common where their format tells it.</summary>
internal static class LongContent
{
    /// <summary>How many bytes of what differs are in memory while a pair is shortened.</summary>
    public const long Room = 2L * ContentLimits.MaxBytes;

    private const int Piece = 64 << 10;

    private delegate (byte[] Left, byte[] Right) Shortener(Stream left, Stream right, CancellationToken cancellation);

    /// <summary>Keeps a content. Of one that is too long, and of no format that can be shortened, only the beginning is kept, which tells so.</summary>
    /// <param name="spool">Takes it at its end.</param>
    /// <param name="reader">Stands at the entry.</param>
    /// <param name="length">The length of its content in bytes.</param>
    public static void Keep(ContentSpool spool, LayerReader reader, long length)
    {
        if (length > ContentLimits.MaxArchiveBytes) return;

        // Piece by piece: whole contents of one layer after another would soon be more than all that is in use.
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Piece);
        using var stream = reader.OpenContent();
        int count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        bool whole = length <= ContentLimits.MaxBytes || ShortenerOf(buffer.AsSpan(0, count)) is not null;
        for (; count > 0; count = whole ? stream.Read(buffer) : 0) spool.Append(buffer.AsSpan(0, count));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Takes from both sides what they have in common.</summary>
    /// <param name="spool">Has the left side, as <see cref="Keep"/> left it.</param>
    /// <param name="left">Where it is there.</param>
    /// <param name="reader">Stands at the entry of the right side.</param>
    /// <param name="length">The length of its content in bytes.</param>
    /// <param name="temporaryFolder">Takes the right side meanwhile.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Both sides, or why they cannot be looked into.</returns>
    /// <exception cref="Diagnostics.ReproException">The layer is broken, or the folder cannot be written.</exception>
    public static (byte[] Left, byte[] Right, string? Fault) Shorten(
        ContentSpool spool, (long Offset, long Size) left, LayerReader reader, long length, string temporaryFolder, CancellationToken cancellation)
    {
        string tooLong = $"it is longer than {ContentLimits.MaxBytes >> 20} MiB";
        if (Math.Max(left.Size, length) > ContentLimits.MaxArchiveBytes) return ([], [], tooLong);

        using var other = new ContentSpool(Path.Combine(temporaryFolder, "reprobuild-" + Path.GetRandomFileName()), memory: 1 << 20);
        var leftContent = new SpoolSection(spool, left.Offset, left.Size);
        var shorten = ShortenerOf(leftContent);
        if (shorten is null) return ([], [], tooLong);
        Keep(other, reader, length);
        var rightContent = new SpoolSection(other, 0, length);
        if (ShortenerOf(rightContent) != shorten) return ([], [], tooLong);

        try
        {
            var (shortLeft, shortRight) = shorten(leftContent, rightContent, cancellation);
            return shortLeft.AsSpan().SequenceEqual(shortRight) ? ([], [], $"{tooLong}, and the files in it are the same, put together otherwise") : (shortLeft, shortRight, null);
        }
        catch (Exception exception) when (ContentFault.IsOne(exception))
        {
            return ([], [], $"{tooLong}, and {Printable.Escape(exception.Message)}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ([], [], ContentFault.Unforeseen(exception));
        }
    }

    private static Shortener? ShortenerOf(SpoolSection content)
    {
        Span<byte> begin = stackalloc byte[4];
        int count = content.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        return ShortenerOf(begin[..count]);
    }

    private static Shortener? ShortenerOf(ReadOnlySpan<byte> begin) =>
        BundleLayout.IsProgram(begin) ? BundleOutline.Of : begin.StartsWith("PK\x03\x04"u8) ? ZipOutline.Of : null;
}
