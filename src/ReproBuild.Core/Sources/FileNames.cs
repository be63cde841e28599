using ReproBuild.Diagnostics;

namespace ReproBuild.Sources;

/// <summary>Names of files in a message: one line, whatever they hold, and not too many.</summary>
internal static class FileNames
{
    private const int Shown = 5;

    /// <summary>The first few names, and how many there are besides.</summary>
    public static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(Shown).Select(Printable)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");

    /// <summary>The whole text, so that it stays in its line.</summary>
    public static string Printable(string text) => PrintableText.Escape(text, int.MaxValue);
}
