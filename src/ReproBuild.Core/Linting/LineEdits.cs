using ReproBuild.Dockerfiles;
using ReproBuild.Linting.Shell;
using ReproBuild.Pinning;

namespace ReproBuild.Linting;

/// <summary>Writes lines of a Dockerfile anew, with all else in them as it is.</summary>
internal static class LineEdits
{
    /// <summary>An insertion.</summary>
    public static TextEdit Insert(int offset, string text) => new(new SourceSpan(offset, 0, 0, 0, 0), text);

    /// <summary>Another text for a word.</summary>
    public static TextEdit Replace(ShellWord word, string text) => new(new SourceSpan(word.Start, word.End - word.Start, 0, 0, 0), text);

    /// <summary>The whole lines from that of <paramref name="from"/> to that of <paramref name="to"/>, edited.</summary>
    /// <returns>Null where the edits lie outside of them, or upon one another: in the JSON form, words have no place of their own.</returns>
    public static string? Apply(Dockerfile dockerfile, int from, int to, IReadOnlyCollection<TextEdit> edits)
    {
        string text = dockerfile.Text;
        int start = from > 0 ? text.LastIndexOf('\n', from - 1) + 1 : 0;
        int last = Math.Max(to - 1, from);
        int end = last < text.Length ? text.IndexOf('\n', last) : -1;
        if (end < 0) end = text.Length;
        var inOrder = edits.OrderBy(e => e.Span.Offset).ToList();
        if (inOrder.Count == 0 || inOrder[0].Span.Offset < start || inOrder[^1].Span.End > end) return null;
        for (int i = 1; i < inOrder.Count; i++)
        {
            if (inOrder[i].Span.Offset < inOrder[i - 1].Span.End) return null;
        }

        return TextEdit.Apply(text[start..end], inOrder.Select(e => e with { Span = e.Span with { Offset = e.Span.Offset - start } })).TrimEnd('\r').TrimStart('\uFEFF');
    }

    /// <summary>The lines of a command, edited; null in the JSON form.</summary>
    public static string? Apply(LintStep step, ShellCommand command, params IReadOnlyCollection<TextEdit> edits) =>
        step.Instruction.IsJson ? null : Apply(step.Dockerfile, command.Place, command.End, edits);
}
