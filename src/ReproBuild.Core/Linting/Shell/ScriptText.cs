using ReproBuild.Dockerfiles;

namespace ReproBuild.Linting.Shell;

/// <summary>A shell script of a Dockerfile, of which each character knows where in the file it stands.</summary>
internal sealed class ScriptText
{
    private readonly int[] offsets;

    /// <param name="text">The text.</param>
    /// <param name="offsets">The place of each of its characters in the file.</param>
    public ScriptText(string text, int[] offsets) => (Text, this.offsets) = (text, offsets);

    public string Text { get; }

    /// <summary>What a RUN in shell form hands to its shell: its lines joined, without the comments between them.</summary>
    public static ScriptText Of(Instruction run)
    {
        string text = run.ArgumentText;
        if (text.Length == 0) return new ScriptText("", []);
        int start = run.Joined.Find(run.ArgumentSpan.Offset);
        return new ScriptText(text, [.. Enumerable.Range(start, text.Length).Select(run.Joined.OffsetAt)]);
    }

    /// <summary>The lines of a here-document.</summary>
    public static ScriptText Of(Heredoc heredoc) =>
        new(heredoc.Content, [.. Enumerable.Range(heredoc.ContentSpan.Offset, heredoc.Content.Length)]);

    /// <summary>A text all of which stands at one place, such as a string of the JSON form.</summary>
    public static ScriptText At(string text, int offset) => new(text, [.. Enumerable.Repeat(offset, text.Length)]);

    /// <summary>The part from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public ScriptText Part(int start, int end) => new(Text[start..end], offsets[start..end]);

    /// <summary>Where a character stands in the file; the end stands behind the last one.</summary>
    public int OffsetAt(int position) =>
        position < offsets.Length ? offsets[position] : offsets.Length == 0 ? 0 : offsets[^1] + 1;
}
