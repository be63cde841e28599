using ReproBuild.Causes;
using ReproBuild.Diagnostics;

namespace ReproBuild.Linting;

/// <summary>What makes an image differ, seen before any build.</summary>
/// <param name="Code">The code, <c>REPRO3nnn</c>; where two builds can prove the cause, that cause has the code <c>REPRO5nnn</c>.</param>
/// <param name="Title">A few words for a heading.</param>
/// <param name="Sentence">What is written there and why that is no good, with its full stop; printable.</param>
/// <param name="Remedy">What to write instead: from the line of the finding on.</param>
/// <param name="File">The absolute path of the Dockerfile.</param>
/// <param name="Line">The line of the command, from 1.</param>
/// <param name="Column">The column of the command, from 1.</param>
/// <param name="InstructionLine">The line of the instruction, from 1.</param>
/// <param name="Instruction">The whole instruction in one line.</param>
public sealed record LintFinding(
    string Code, string Title, string Sentence, Remedy Remedy, string File, int Line, int Column, int InstructionLine, string Instruction)
{
    private const int MaxLineLength = 400, MaxLines = 6;

    /// <summary>The finding as a warning.</summary>
    public Diagnostic Diagnostic => new(Code, $"{Sentence} {Remedy.Advice}{Paste()}", Severity.Warning, File, Line, Column);

    /// <summary>Whether two builds have told the same cause at the same instruction, with the proof that a linter cannot give.</summary>
    /// <param name="found">What the builds have told.</param>
    public bool IsToldBy(Finding found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.Code.AsSpan(^3..).SequenceEqual(Code.AsSpan(^3..)) && found.First.Blame is { } blame && blame.File == File && blame.Line == InstructionLine;
    }

    private string Paste()
    {
        if (Remedy.Paste is not { } paste) return "";
        string[] lines = paste.Split('\n');
        return $" Write: {string.Join(" ⏎ ", lines.Take(MaxLines).Select(l => PrintableText.Escape(l.Trim(), MaxLineLength)))}{(lines.Length > MaxLines ? " …" : "")}";
    }
}
