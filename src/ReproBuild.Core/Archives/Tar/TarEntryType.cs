namespace ReproBuild.Archives;

/// <summary>What an entry of a tar is. POSIX.1-2001 <c>pax</c>, "typeflag"; GNU tar, "Basic Tar Format".</summary>
public enum TarEntryType
{
    /// <summary>A file (flags <c>0</c>, <c>7</c> and NUL).</summary>
    File,

    /// <summary>Another name of an earlier entry (flag <c>1</c>).</summary>
    HardLink,

    /// <summary>A symbolic link (flag <c>2</c>).</summary>
    SymbolicLink,

    /// <summary>A character device (flag <c>3</c>).</summary>
    CharacterDevice,

    /// <summary>A block device (flag <c>4</c>).</summary>
    BlockDevice,

    /// <summary>A folder (flag <c>5</c>; in the oldest format a file whose name ends with a slash).</summary>
    Directory,

    /// <summary>A named pipe (flag <c>6</c>).</summary>
    Fifo,

    /// <summary>A file with holes (flag <c>S</c>, or a file whose pax records say so).</summary>
    SparseFile,

    /// <summary>Anything else; see <see cref="TarEntry.TypeFlag"/>.</summary>
    Other,
}
