using System.Globalization;

namespace ReproBuild.Tool;

/// <summary>How lengths are shown.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>A length in the largest unit that leaves it at 1 or more.</summary>
    public static string Text(long bytes)
    {
        double size = bytes;
        int unit = 0;
        for (; size >= 1024 && unit < Units.Length - 1; unit++) size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 ? size : Math.Round(size, 1)):0.#} {Units[unit]}");
    }
}
