using ReproBuild.Diagnostics;

namespace ReproBuild.Comparing;

/// <summary>Makes text from an image fit for a log or a terminal: names and contents come from strangers.</summary>
public static class Printable
{
    /// <summary>Escapes control characters, bidirectional overrides, invisible characters and lone surrogates, and cuts what is too long.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="limit">The most characters to take of <paramref name="text"/>.</param>
    public static string Escape(string text, int limit = 200) => PrintableText.Escape(text, limit);
}
