namespace ReproBuild.Archives;

/// <summary>The format of one entry's header.</summary>
public enum TarFormat
{
    /// <summary>Before any magic.</summary>
    V7,

    /// <summary>POSIX.1-1988 ustar.</summary>
    Ustar,

    /// <summary>POSIX.1-2001: ustar with an extended header.</summary>
    Pax,

    /// <summary>GNU tar's own.</summary>
    Gnu,

    /// <summary>Jörg Schilling's star: ustar with times in its prefix.</summary>
    Star,
}
