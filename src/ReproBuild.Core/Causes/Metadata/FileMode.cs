namespace ReproBuild.Causes.Metadata;

/// <summary>Modes as differences write them: octal, with a zero before them.</summary>
internal static class FileMode
{
    /// <summary>All bits that a mode has: permissions, setuid, setgid, sticky.</summary>
    public const int Bits = 0xFFF;

    /// <summary>Reads a mode.</summary>
    public static bool TryParse(string? text, out int mode)
    {
        mode = 0;
        if (text is not { Length: > 1 and <= 12 } || text[0] != '0') return false;
        foreach (char digit in text)
        {
            if (digit is < '0' or > '7') return false;
            mode = (mode << 3) | (digit - '0');
        }

        return mode >= 0;
    }

    /// <summary>Writes a mode.</summary>
    public static string Text(int mode) => "0" + Convert.ToString(mode, 8).PadLeft(3, '0');
}
