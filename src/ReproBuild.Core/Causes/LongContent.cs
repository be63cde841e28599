using System.Buffers;
using ReproBuild.Archives;
using ReproBuild.Causes.Dotnet;
using ReproBuild.Comparing;
using ReproBuild.Rewriting;

namespace ReproBuild.Causes;

/// <summary>Contents that are too long for memory, without what both sides have in common where their format tells it.</summary>
internal static class LongContent
{
    /// <summary>How many bytes of what differs are in memory while a pair is shortened.</summary>
    public const long Room = 2L * ContentLimits.MaxBytes;

    private const int Piece = 64 << 10;

    /// <summary>Keeps a content. Of one that is too long and no program only the beginning is kept, which tells so.</summary>
    /// <param name="spool">Takes it at its end.</param>
    /// <param name="reader">Stands at the entry.</param>
    /// <param name="length">The length of its content in bytes.</param>
    public static void Keep(ContentSpool spool, LayerReader reader, long length)
    {
        if (length > ContentLimits.MaxApplicationBytes) return;

        // Piece by piece: whole contents of one layer after another would soon be more than all that is in use.
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Piece);
        using var stream = reader.OpenContent();
        int count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        bool whole = length <= ContentLimits.MaxBytes || BundleLayout.IsProgram(buffer.AsSpan(0, count));
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
        if (Math.Max(left.Size, length) > ContentLimits.MaxApplicationBytes) return ([], [], tooLong);

        using var other = new ContentSpool(Path.Combine(temporaryFolder, "reprobuild-" + Path.GetRandomFileName()), memory: 1 << 20);
        var leftContent = new SpoolSection(spool, left.Offset, left.Size);
        if (!IsProgram(leftContent)) return ([], [], tooLong);
        Keep(other, reader, length);
        var rightContent = new SpoolSection(other, 0, length);
        if (!IsProgram(rightContent)) return ([], [], tooLong);

        try
        {
            var (leftFiles, rightFiles) = BundleOutline.Of(leftContent, rightContent, cancellation);
            return leftFiles.AsSpan().SequenceEqual(rightFiles) ? ([], [], "its files are the same, and stand at other places") : (leftFiles, rightFiles, null);
        }
        catch (Exception exception) when (ContentFault.IsOne(exception))
        {
            return ([], [], $"{tooLong}, and {Printable.Escape(exception.Message)}");
        }
    }

    private static bool IsProgram(SpoolSection content)
    {
        Span<byte> begin = stackalloc byte[4];
        int count = content.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        return BundleLayout.IsProgram(begin[..count]);
    }
}
