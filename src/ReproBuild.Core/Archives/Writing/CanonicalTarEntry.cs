namespace ReproBuild.Archives;

/// <summary>What a <see cref="CanonicalTarWriter"/> says of an entry, and nothing else.</summary>
/// <param name="Path">The path's bytes, as they are to be read back; not empty.</param>
/// <param name="Type">What the entry is. A sparse file is written as a <see cref="TarEntryType.File"/>.</param>
/// <param name="MTime">The time of modification, in whole seconds since 1970.</param>
public sealed record CanonicalTarEntry(ReadOnlyMemory<byte> Path, TarEntryType Type, long MTime)
{
    /// <summary>The length of the content, in bytes; 0 for whatever is no file.</summary>
    public long Size { get; init; }

    /// <summary>The target's bytes, for links.</summary>
    public ReadOnlyMemory<byte> LinkTarget { get; init; }

    /// <summary>The permission bits, set-user-ID, set-group-ID and sticky bit included: 0 to 07777.</summary>
    public int Mode { get; init; }

    /// <summary>The owner's number.</summary>
    public long Uid { get; init; }

    /// <summary>The group's number.</summary>
    public long Gid { get; init; }

    /// <summary>The device's major number, for devices.</summary>
    public uint DevMajor { get; init; }

    /// <summary>The device's minor number, for devices.</summary>
    public uint DevMinor { get; init; }

    /// <summary>
    /// Further pax records, such as extended attributes, in any order. Those that the header itself needs (<c>path</c>,
    /// <c>linkpath</c>, <c>size</c>, <c>uid</c>, <c>gid</c>, <c>mtime</c>) are made by the writer and must not be among them.
    /// </summary>
    public IReadOnlyList<PaxRecord> Records { get; init; } = [];
}
