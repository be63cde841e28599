namespace ReproBuild.Causes;

/// <summary>How much of a content is looked at. What is beyond stays unexplained, and the report says why.</summary>
public static class ContentLimits
{
    /// <summary>The longest content that causes look at, in bytes.</summary>
    public const int MaxBytes = 32 << 20;

    /// <summary>The longest zip archive or single-file application that is opened, in bytes; what differs in it is looked into up to <see cref="MaxBytes"/>.</summary>
    public const long MaxArchiveBytes = 512L << 20;

    /// <summary>How many bytes of contents that wait are kept in memory; the rest is in a file.</summary>
    internal const int SpoolMemory = 16 << 20;

    /// <summary>How deep archives in archives are opened.</summary>
    public const int MaxDepth = 6;

    /// <summary>How many members of an archive are looked at.</summary>
    public const int MaxMembers = 20_000;

    /// <summary>How many bytes the members of one archive may have together.</summary>
    public const long MaxExpandedBytes = 4L * MaxBytes;

    /// <summary>
    /// How many bytes of memory explaining one content may take: its two sides, what archives in it unpack to, however deep, and what is written of that.
    /// </summary>
    public const long MaxWorkingBytes = 128L << 20;

    /// <summary>How many bytes of members may come out of one byte of archive, beyond the first megabyte.</summary>
    public const int MaxRatio = 200;

    /// <summary>How many causes one content may need.</summary>
    public const int MaxStack = 6;
}
