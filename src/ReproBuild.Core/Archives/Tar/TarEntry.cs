using System.Text;

namespace ReproBuild.Archives;

/// <summary>One entry of a tar, as its bytes say. The names are data: nothing here is ever a path of this machine.</summary>
/// <remarks>
/// The reader gives the same object for every entry, so that a million entries cost no memory: it and all that it gives are
/// valid until the next call of <see cref="TarEntryReader.Next"/>. <see cref="Detach"/> makes a copy that lasts.
/// </remarks>
public sealed partial class TarEntry
{
    private readonly byte[] _header = new byte[TarField.BlockSize];
    private string? _path, _linkTarget;

    /// <summary>The 512 bytes of the entry's own header.</summary>
    public ReadOnlyMemory<byte> RawHeader => _header;

    /// <summary>
    /// The raw bytes of all extended headers before this entry's own (pax, GNU long names, global ones) with their data and
    /// padding, and of the sparse maps after it.
    /// </summary>
    public ReadOnlyMemory<byte> ExtensionBytes => _extensions.Written;

    /// <summary>The header's format.</summary>
    public TarFormat Format { get; private set; }

    /// <summary>What the entry is.</summary>
    public TarEntryType Type { get; private set; }

    /// <summary>The flag byte that says so.</summary>
    public byte TypeFlag => TarField.Flag(_header);

    /// <summary>The path's bytes as the archive means them: long names joined, pax records applied, nothing cleaned.</summary>
    public ReadOnlyMemory<byte> PathBytes { get; private set; }

    /// <summary>The path; what is no UTF-8 becomes U+FFFD, so compare <see cref="PathBytes"/>.</summary>
    public string Path => _path ??= Encoding.UTF8.GetString(PathBytes.Span);

    /// <summary>The link target's bytes; empty where there is none.</summary>
    public ReadOnlyMemory<byte> LinkTargetBytes { get; private set; }

    /// <summary>The link target; empty where there is none.</summary>
    public string LinkTarget => _linkTarget ??= Encoding.UTF8.GetString(LinkTargetBytes.Span);

    /// <summary>The file's length, in bytes, with its holes if it is sparse.</summary>
    public long Size { get; private set; }

    /// <summary>How many bytes of content are stored: <see cref="Size"/> less the holes.</summary>
    public long StoredSize { get; private set; }

    /// <summary>The mode field, permission bits and whatever else a writer put there.</summary>
    public int Mode { get; private set; }

    /// <summary>The owner's number.</summary>
    public long Uid { get; private set; }

    /// <summary>The group's number.</summary>
    public long Gid { get; private set; }

    /// <summary>The owner's name; empty where there is none.</summary>
    public string UserName => Encoding.UTF8.GetString(UserNameBytes.Span);

    /// <summary>The owner's name's bytes.</summary>
    public ReadOnlyMemory<byte> UserNameBytes { get; private set; }

    /// <summary>The group's name; empty where there is none.</summary>
    public string GroupName => Encoding.UTF8.GetString(GroupNameBytes.Span);

    /// <summary>The group's name's bytes.</summary>
    public ReadOnlyMemory<byte> GroupNameBytes { get; private set; }

    /// <summary>When the content was changed last.</summary>
    public TarTime MTime { get; private set; }

    /// <summary>The device's major number; 0 for what is no device.</summary>
    public uint DevMajor { get; private set; }

    /// <summary>The device's minor number; 0 for what is no device.</summary>
    public uint DevMinor { get; private set; }

    /// <summary>The records of the entry's own extended header, in their order; empty where there is none.</summary>
    public IReadOnlyList<PaxRecord> PaxRecords => _records;

    /// <summary>The path that the pax extended header itself carries, such as <c>./PaxHeaders.123/x</c>; null where there is none.</summary>
    public string? PaxHeaderName { get; private set; }

    /// <summary>The 512 bytes of the pax extended header's own header; empty where there is none.</summary>
    public ReadOnlyMemory<byte> PaxRawHeader { get; private set; }

    /// <summary>The global records that are in force, in the order in which they came.</summary>
    public IReadOnlyList<PaxRecord> GlobalRecords { get; private set; } = [];

    /// <summary>Whether the path came in a GNU long-name entry.</summary>
    public bool HasGnuLongName { get; private set; }

    /// <summary>Whether the link target came in a GNU long-link entry.</summary>
    public bool HasGnuLongLink { get; private set; }

    /// <summary>The pieces of a sparse file that are stored, in rising order; null where the file is not sparse.</summary>
    public IReadOnlyList<SparseSegment>? SparseMap => _sparse;

    /// <summary>
    /// What fills the last block behind the content; zeros in any ordinary archive. Known only once the content was read to
    /// its end, and empty before.
    /// </summary>
    public ReadOnlyMemory<byte> Padding { get; internal set; }

    /// <summary>The extended attributes (<c>SCHILY.xattr.*</c>, else <c>LIBARCHIVE.xattr.*</c>), made anew by each call.</summary>
    /// <returns>Values by name, without the prefix.</returns>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> GetXattrs()
    {
        var xattrs = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var record in GlobalRecords.Concat(_records))
        {
            if (record.KeyBytes.Span.StartsWith("SCHILY.xattr."u8)) xattrs[record.Key[13..]] = record.Value;
            else if (record.KeyBytes.Span.StartsWith("LIBARCHIVE.xattr."u8)) xattrs.TryAdd(record.Key[17..], record.Value);
        }
        return xattrs;
    }

    /// <summary>A copy that stays valid; it has no content.</summary>
    public TarEntry Detach()
    {
        var copy = new TarEntry();
        _header.CopyTo(copy._header, 0);
        _extensions.CopyTo(copy._extensions);
        copy._headers.AddRange(_headers);
        copy.GlobalRecords = GlobalRecords;
        copy.Padding = Padding.ToArray();
        copy.Interpret("");
        if (_sparse is not null) copy._sparse = [.. _sparse];
        (copy.Type, copy.Size, copy.StoredSize) = (Type, Size, StoredSize);
        return copy;
    }
}
