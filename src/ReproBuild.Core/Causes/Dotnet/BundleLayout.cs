using System.Buffers.Binary;

namespace ReproBuild.Causes.Dotnet;

/// <summary>
/// Where everything stands in a single-file application: the host, files after it, and a list of them at its end. Nothing else is in it, so
/// that the host, the list and the files are all of it (dotnet/designs, "single-file bundler", formats 2 and 6).
/// </summary>
/// <param name="Place">Where the host holds the place of the list, in 8 bytes.</param>
/// <param name="HostLength">How many bytes the host takes.</param>
/// <param name="Fields">What the list says of the whole.</param>
/// <param name="Entries">The files, in the order in which they stand.</param>
internal sealed record BundleLayout(long Place, long HostLength, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<BundleEntry> Entries)
{
    // What the SDK looks for in its host (BUNDLE_SIGNATURE); the place of the list stands right before it.
    private static readonly byte[] Signature = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    /// <summary>Whether a content begins as a program does, and has the mark of a host and a list.</summary>
    public static bool Recognises(ReadOnlySpan<byte> content) =>
        IsProgram(content) && content.IndexOf(Signature) is var at and >= 8 && BinaryPrimitives.ReadInt64LittleEndian(content[(at - 8)..]) != 0;

    /// <summary>Whether a content begins as a program does, of Linux or of Windows.</summary>
    public static bool IsProgram(ReadOnlySpan<byte> content) => content.StartsWith("\u007fELF"u8) || content.StartsWith("MZ"u8);

    /// <summary>Reads where everything stands.</summary>
    /// <param name="content">The application; can seek.</param>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>: it is no such application, or there is more in it than the list says.</exception>
    public static BundleLayout Read(Stream content)
    {
        long place = Find(content) - sizeof(long);
        if (place < 0) throw new InvalidDataException("no single-file application");
        Span<byte> number = stackalloc byte[sizeof(long)];
        content.Position = place;
        content.ReadExactly(number);
        long at = BinaryPrimitives.ReadInt64LittleEndian(number);
        var list = BundleList.Read(content, at);

        var entries = list.Entries.OrderBy(e => e.Offset).ToArray();
        long host = entries.Select(e => e.Offset).Append(at).Min(), end = host;
        if (place + sizeof(long) + Signature.Length > host) throw new InvalidDataException("a bundle that begins in its host");
        foreach (var entry in entries)
        {
            // What stands between files would be lost: it is padding, or this is no bundle as it is known.
            CheckPadding(content, end, entry.Offset);
            end = checked(entry.Offset + entry.Stored);
        }

        CheckPadding(content, end, at);
        return new BundleLayout(place, host, list.Fields, entries);
    }

    private static void CheckPadding(Stream content, long from, long to)
    {
        byte[] buffer = new byte[4096];
        content.Position = from;
        for (long left = to - from; left != 0;)
        {
            if (left < 0) throw new InvalidDataException("files of a bundle that overlap");
            int count = (int)Math.Min(left, buffer.Length);
            content.ReadExactly(buffer, 0, count);
            if (buffer.AsSpan(0, count).ContainsAnyExcept((byte)0)) throw new InvalidDataException("bytes between the files of a bundle");
            left -= count;
        }
    }

    private static long Find(Stream content)
    {
        byte[] buffer = new byte[128 << 10];
        content.Position = 0;
        int kept = 0;
        for (long begin = 0; ;)
        {
            int count = content.ReadAtLeast(buffer.AsSpan(kept), 1, throwOnEndOfStream: false), filled = kept + count;
            int found = buffer.AsSpan(0, filled).IndexOf(Signature);
            if (found >= 0) return begin + found;
            if (count == 0) return -1;

            // The end of one piece and the beginning of the next may hold it together.
            kept = Math.Min(filled, Signature.Length - 1);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
            begin += filled - kept;
        }
    }
}
