using System.Text;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Rewriting;

/// <summary>What stays of an entry's header, and what does not.</summary>
/// <remarks>
/// <para>Path, type, link target, permission bits, the owner's numbers, device numbers and extended attributes are what the image
/// means, and stay. Times, names of users, the place in a file system (device, inode, count of links) and comments are
/// what the building machine left behind, and go. Records that are not known stay: what they mean is not known either.</para>
/// </remarks>
internal static class LayerHeader
{
    // What the writer makes anew from the entry's own fields, or what becomes one time.
    private static readonly HashSet<string> Remade = new(StringComparer.Ordinal)
    {
        "path", "linkpath", "size", "uid", "gid", "mtime", "atime", "ctime", "LIBARCHIVE.creationtime",
    };

    // SCHILY.*: star(5), "Extended header keywords". charset and hdrcharset say how names and comments are encoded: the bytes stay as they are.
    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal)
    {
        "uname", "gname", "comment", "charset", "hdrcharset", "SCHILY.dev", "SCHILY.ino", "SCHILY.nlink",
    };

    /// <summary>The canonical header of an entry, with times at the epoch.</summary>
    /// <exception cref="ReproException">REPRO6010: the entry is of a type that no engine unpacks.</exception>
    public static CanonicalTarEntry Of(TarEntry entry, long epoch, string layer)
    {
        if (entry.Type == TarEntryType.Other)
        {
            throw new ReproException(
                DiagnosticCodes.MalformedLayer,
                $"\"{entry.Path}\" in {layer} is a tar entry of type \"{(char)entry.TypeFlag}\" (0x{entry.TypeFlag:x2}), which is neither a file, a folder, a link nor a device, so it cannot be rewritten without loss. Remove it from the image.");
        }
        bool file = entry.Type is TarEntryType.File or TarEntryType.SparseFile;
        bool link = entry.Type is TarEntryType.HardLink or TarEntryType.SymbolicLink;
        return new CanonicalTarEntry(entry.PathBytes.ToArray(), file ? TarEntryType.File : entry.Type, epoch)
        {
            Size = file ? entry.Size : 0,
            LinkTarget = link ? entry.LinkTargetBytes.ToArray() : default,
            Mode = entry.Mode & 0b111_111_111_111,
            Uid = entry.Uid,
            Gid = entry.Gid,
            DevMajor = entry.DevMajor,
            DevMinor = entry.DevMinor,
            Records = Records(entry),
        };
    }

    private static PaxRecord[] Records(TarEntry entry)
    {
        if (entry.PaxRecords.Count == 0 && entry.GlobalRecords.Count == 0) return [];

        // A keyword's last record counts, and the entry's own count more than global ones.
        var kept = new Dictionary<string, PaxRecord>(StringComparer.Ordinal);
        foreach (var record in entry.GlobalRecords.Concat(entry.PaxRecords))
        {
            string key = Encoding.Latin1.GetString(record.KeyBytes.Span);
            if (Remade.Contains(key) || Dropped.Contains(key) || key.StartsWith("GNU.sparse.", StringComparison.Ordinal)) continue;
            kept[key] = new PaxRecord(record.KeyBytes.ToArray(), record.Value.ToArray());
        }
        return [.. kept.Values];
    }
}
