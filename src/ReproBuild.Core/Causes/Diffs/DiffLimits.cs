namespace ReproBuild.Causes.Diffs;

/// <summary>How much of a difference is kept to be shown.</summary>
public static class DiffLimits
{
    /// <summary>The most rows of one difference: lines, values, rows of bytes, members, whatever lies inside of them included.</summary>
    public const int MaxRows = 400;

    /// <summary>The most characters of a line or value; of a longer one, what surrounds its first difference.</summary>
    public const int MaxCharacters = 400;

    /// <summary>The most rows of 16 bytes.</summary>
    public const int MaxHexRows = 32;

    /// <summary>The lines that are shown before and after a differing one.</summary>
    public const int ContextLines = 3;

    /// <summary>How many bytes of a text have their lines matched, from a few lines before the first difference on.</summary>
    public const int MaxTextBytes = 2 << 20;

    /// <summary>The longest JSON whose values are matched, in bytes; a longer one is shown as text.</summary>
    public const int MaxJsonBytes = 2 << 20;

    /// <summary>How deep JSON is followed; a deeper one is shown as text.</summary>
    public const int MaxJsonDepth = 64;

    /// <summary>How often lines are matched within what lies between matched lines.</summary>
    public const int MaxLineRounds = 12;

    /// <summary>How many differing files of an image have their difference kept.</summary>
    public const int MaxDiffs = 2_000;

    /// <summary>How many bytes of differing files are looked at for it, both sides together.</summary>
    public const long MaxInputBytes = 512L << 20;

    /// <summary>How much memory all that is kept may take, in bytes.</summary>
    public const long MaxKeptBytes = 48L << 20;
}
