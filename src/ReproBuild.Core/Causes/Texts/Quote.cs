using System.Text;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Texts;

/// <summary>Quotes what differs.</summary>
internal static class Quote
{
    private const int Longest = 80;

    /// <summary><c>"Sun Nov 22 17:10:55 UTC 2026" against "…17:10:56…"</c>: of the second only the words that differ.</summary>
    /// <param name="left">The one, its bytes read as Latin-1.</param>
    /// <param name="right">The other, its bytes read as Latin-1.</param>
    public static string Pair(string left, string right)
    {
        int start = left.AsSpan().CommonPrefixLength(right), end = 0;
        while (end < Math.Min(left.Length, right.Length) - start && left[^(end + 1)] == right[^(end + 1)]) end++;

        int from = start == 0 ? 0 : right.LastIndexOf(' ', Math.Min(start, right.Length) - 1) + 1;
        int to = right.IndexOf(' ', Math.Max(from, right.Length - end));
        if (to < 0) to = right.Length;
        string shown = (from > 0 ? "…" : "") + Text(right[from..to]) + (to < right.Length ? "…" : "");
        return $"\"{Text(left)}\" against \"{shown}\"";
    }

    /// <summary>Bytes read as Latin-1, as the UTF-8 that they are, fit for a log.</summary>
    public static string Text(string latin1) => Printable.Escape(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin1)), Longest);
}
