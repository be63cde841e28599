namespace ReproBuild.Dockerfiles;

/// <summary>An instruction of a Dockerfile.</summary>
/// <remarks>What counts as flag, argument and form is what BuildKit's parser makes of it, not what its documentation says.</remarks>
public sealed class Instruction : DockerfileNode
{
    internal Instruction(string source, SourceSpan span, Command command, LogicalLine line, IReadOnlyList<Heredoc> heredocs)
        : this(source, span, command, line, line.Text, heredocs)
    {
    }

    private Instruction(string source, SourceSpan span, Command command, LogicalLine line, string logicalText, IReadOnlyList<Heredoc> heredocs)
        : base(DockerfileNodeKind.Instruction, source, span)
    {
        Keyword = command.Keyword.ToUpperInvariant();
        KeywordSpan = command.KeywordSpan;
        Flags = command.Flags;
        ArgumentText = command.ArgumentText;
        ArgumentSpan = command.ArgumentSpan;
        Arguments = command.Arguments;
        Assignments = command.Assignments;
        IsJson = command.IsJson;
        Joined = line;
        LogicalText = logicalText;
        Heredocs = heredocs;
        Trigger = command.Trigger is { } trigger ? new Instruction(source, span, trigger, line, trigger.Text, heredocs) : null;
    }

    /// <summary>The instruction's name in upper case: <c>FROM</c>, <c>RUN</c> …</summary>
    public string Keyword { get; }

    /// <summary>Where the keyword stands.</summary>
    public SourceSpan KeywordSpan { get; }

    /// <summary>The line where the instruction starts, from 1: BuildKit's own.</summary>
    public int Line => Span.Line;

    /// <summary>The column of the keyword, from 1; 1 where the keyword stands behind an empty continuation.</summary>
    public int Column => KeywordSpan.Line == Line ? KeywordSpan.Column : 1;

    /// <summary>The last line, from 1: of the continuations, or of the last heredoc's end.</summary>
    public int EndLine => Span.EndLine;

    /// <summary>The flags in order; a flag such as <c>--mount</c> may stand more than once.</summary>
    public IReadOnlyList<InstructionFlag> Flags { get; }

    /// <summary>All behind the flags, continuations joined, without white space around it.</summary>
    public string ArgumentText { get; }

    /// <summary>Where <see cref="ArgumentText"/> stands.</summary>
    public SourceSpan ArgumentSpan { get; }

    /// <summary>
    /// The arguments: the strings of the JSON form; the words of FROM, COPY, ADD, EXPOSE, VOLUME and ARG; else the one text.
    /// HEALTHCHECK has its type first. Empty for ENV and LABEL (see <see cref="Assignments"/>) and for ONBUILD (see <see cref="Trigger"/>).
    /// </summary>
    public IReadOnlyList<Word> Arguments { get; }

    /// <summary>The names and values of ARG, ENV and LABEL.</summary>
    public IReadOnlyList<VariableAssignment> Assignments { get; }

    /// <summary>Whether the arguments are a JSON array of strings.</summary>
    public bool IsJson { get; }

    /// <summary>The whole instruction in one line: continuations joined, comments inside them left out, heredoc bodies not part of it.</summary>
    public string LogicalText { get; }

    /// <summary>The lines joined, each character knowing its place in the file; for a trigger, those of its ONBUILD.</summary>
    internal LogicalLine Joined { get; }

    /// <summary>The here-documents, in order; for ONBUILD, those of its trigger.</summary>
    public IReadOnlyList<Heredoc> Heredocs { get; }

    /// <summary>The instruction behind ONBUILD.</summary>
    public Instruction? Trigger { get; }

    /// <summary>The last value of a flag; null when it is not there or has none.</summary>
    public string? Flag(string name) => Flags.LastOrDefault(f => f.Name == name)?.Value;
}
