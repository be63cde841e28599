using System.Globalization;
using ReproBuild.Archives;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>Finds what differs in the headers of two entries of one path. No byte of a header escapes it.</summary>
internal static class EntryComparer
{
    /// <summary>Compares the headers.</summary>
    /// <returns>What the entry is (its type, its link's target), and what is said of it (times, mode, owner, attributes, format).</returns>
    public static (IReadOnlyList<FieldDifference> Type, IReadOnlyList<FieldDifference> Metadata) Compare(TarEntry left, TarEntry right)
    {
        if (left.RawHeader.Span.SequenceEqual(right.RawHeader.Span)
            && left.ExtensionBytes.Span.SequenceEqual(right.ExtensionBytes.Span)
            && left.Padding.Span.SequenceEqual(right.Padding.Span)
            && SameRecords(left.GlobalRecords, right.GlobalRecords)) return ([], []);

        var type = new List<FieldDifference>();
        if (TypeName(left) != TypeName(right)) type.Add(new("type", TypeName(left), TypeName(right)));
        if (!left.LinkTargetBytes.Span.SequenceEqual(right.LinkTargetBytes.Span)) type.Add(new("link target", left.LinkTarget, right.LinkTarget));

        var metadata = new List<FieldDifference>();
        AddFields(left, right, metadata);
        PaxComparer.Compare(left, right, metadata);
        HeaderBytes.Compare(left, right, [.. type, .. metadata], metadata);
        if (!SamePadding(left.Padding.Span, right.Padding.Span))
            metadata.Add(new("padding", HeaderBytes.Show(left.Padding.Span), HeaderBytes.Show(right.Padding.Span)));

        // Extended headers have headers of their own; what differs there alone has no better name.
        if (type.Count + metadata.Count == 0 && !left.ExtensionBytes.Span.SequenceEqual(right.ExtensionBytes.Span))
            metadata.Add(HeaderBytes.FirstDifference("extended headers", left.ExtensionBytes.Span, right.ExtensionBytes.Span));

        return (type, metadata);
    }

    /// <summary>What an entry is, in a word.</summary>
    public static string TypeName(TarEntry entry) => entry.Type switch
    {
        // A sparse file is a file stored otherwise; that is told as metadata.
        TarEntryType.File or TarEntryType.SparseFile => "file",
        TarEntryType.HardLink => "hard link",
        TarEntryType.SymbolicLink => "symbolic link",
        TarEntryType.CharacterDevice => "character device",
        TarEntryType.BlockDevice => "block device",
        TarEntryType.Directory => "directory",
        TarEntryType.Fifo => "named pipe",
        _ => $"type {(char)entry.TypeFlag}",
    };

    private static void AddFields(TarEntry left, TarEntry right, List<FieldDifference> found)
    {
        if (!left.PathBytes.Span.SequenceEqual(right.PathBytes.Span)) found.Add(new("name", left.Path, right.Path));
        if (left.MTime != right.MTime) found.Add(new("mtime", Time(left.MTime), Time(right.MTime)));
        if (left.Mode != right.Mode) found.Add(new("mode", Octal(left.Mode), Octal(right.Mode)));
        AddNumber("uid", left.Uid, right.Uid);
        AddNumber("gid", left.Gid, right.Gid);
        if (!left.UserNameBytes.Span.SequenceEqual(right.UserNameBytes.Span)) found.Add(new("uname", left.UserName, right.UserName));
        if (!left.GroupNameBytes.Span.SequenceEqual(right.GroupNameBytes.Span)) found.Add(new("gname", left.GroupName, right.GroupName));
        AddNumber("devmajor", left.DevMajor, right.DevMajor);
        AddNumber("devminor", left.DevMinor, right.DevMinor);
        AddNumber("size", left.Size, right.Size);
        if (left.Format != right.Format) found.Add(new("format", Name(left.Format), Name(right.Format)));
        if (SparseText(left) is var leftMap && SparseText(right) is var rightMap && leftMap != rightMap) found.Add(new("sparse map", leftMap, rightMap));

        void AddNumber(string name, long leftValue, long rightValue)
        {
            if (leftValue != rightValue) found.Add(new(name, Text(leftValue), Text(rightValue)));
        }
    }

    // Contents of other lengths have other paddings; only what stands in them would be news.
    private static bool SamePadding(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.SequenceEqual(right) || (left.Length != right.Length && !left.ContainsAnyExcept((byte)0) && !right.ContainsAnyExcept((byte)0));

    private static bool SameRecords(IReadOnlyList<PaxRecord> left, IReadOnlyList<PaxRecord> right)
    {
        if (ReferenceEquals(left, right)) return true;
        if (left.Count != right.Count) return false;
        for (int i = 0; i < left.Count; i++)
        {
            if (!left[i].KeyBytes.Span.SequenceEqual(right[i].KeyBytes.Span) || !left[i].Value.Span.SequenceEqual(right[i].Value.Span)) return false;
        }

        return true;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Octal(int mode) => "0" + Convert.ToString(mode, 8).PadLeft(3, '0');

    private static string Name(TarFormat format) => format.ToString().ToLowerInvariant();

    private static string Time(TarTime time)
    {
        string fraction = time.Nanoseconds == 0 ? "" : "." + time.Nanoseconds.ToString("d9", CultureInfo.InvariantCulture).TrimEnd('0');
        return time.Seconds is >= ImageTime.Earliest and <= ImageTime.Latest
            ? DateTimeOffset.FromUnixTimeSeconds(time.Seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + fraction + "Z"
            : Text(time.Seconds) + fraction;
    }

    private static string? SparseText(TarEntry entry) => entry.SparseMap is null
        ? null
        : string.Join(' ', entry.SparseMap.Select(s => $"{s.Offset}+{s.Length}"));
}
