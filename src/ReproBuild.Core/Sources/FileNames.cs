using System.Text;

namespace ReproBuild.Sources;

/// <summary>Names of files in a message: one line, whatever they hold, and not too many.</summary>
internal static class FileNames
{
    private const int Shown = 5;

    /// <summary>The first few names, and how many there are besides.</summary>
    public static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(Shown).Select(Printable)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");

    /// <summary>The text with control characters shown as escapes, so that it stays in its line.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        var printable = new StringBuilder();
        foreach (char c in text) printable.Append(c == '\n' ? "\\n" : char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString());
        return printable.ToString();
    }
}
