namespace ReproBuild.Tool;

/// <summary>Rows of text in aligned columns. Plain text: it reads the same in a terminal, a log and a file.</summary>
/// <remarks>Own code: the tables of Spectre.Console break and cut what is wider than the terminal, and 80 characters in a log; a digest must stay whole.</remarks>
internal sealed class Table
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Prints all rows.</summary>
    /// <param name="output">Where to print.</param>
    /// <param name="indent">What stands before each row.</param>
    public void Print(TextWriter output, string indent)
    {
        int columns = _rows.Max(r => r.Length);
        int[] widths = [.. Enumerable.Range(0, columns).Select(c => _rows.Max(r => c < r.Length ? r[c].Length : 0))];
        foreach (string[] row in _rows)
            output.WriteLine((indent + string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c])))).TrimEnd());
    }
}
