namespace ReproBuild.Dockerfiles;

/// <summary>An instruction of a Dockerfile.</summary>
/// <remarks>What counts as flag, argument and form is what BuildKit's parser makes of it, not what its documentation says.</remarks>
public sealed class Instruction : DockerfileNode
{
    private readonly Command command;
    private readonly bool isTrigger;

    internal Instruction(string source, SourceSpan span, Command command, IReadOnlyList<Heredoc> heredocs, bool isTrigger = false)
        : base(DockerfileNodeKind.Instruction, source, span)
    {
        (this.command, this.isTrigger, Heredocs) = (command, isTrigger, heredocs);
        Trigger = command.Trigger is { } trigger ? new Instruction(source, span, trigger, heredocs, isTrigger: true) : null;
    }

    /// <summary>The instruction's name in upper case: <c>FROM</c>, <c>RUN</c> …</summary>
    public string Keyword => command.Keyword;

    /// <summary>Where the keyword stands.</summary>
    public SourceSpan KeywordSpan => command.KeywordSpan;

    /// <summary>The line where the instruction starts, from 1: BuildKit's own.</summary>
    public int Line => Span.Line;

    /// <summary>The column of the keyword, from 1; 1 where the keyword stands behind an empty continuation.</summary>
    public int Column => KeywordSpan.Line == Line ? KeywordSpan.Column : 1;

    /// <summary>The last line, from 1: of the continuations, or of the last heredoc's end.</summary>
    public int EndLine => Span.EndLine;

    /// <summary>The flags in order; a flag such as <c>--mount</c> may stand more than once.</summary>
    public IReadOnlyList<InstructionFlag> Flags => command.Flags;

    /// <summary>All behind the flags, continuations joined, without white space around it.</summary>
    public string ArgumentText => command.ArgumentText;

    /// <summary>Where <see cref="ArgumentText"/> stands.</summary>
    public SourceSpan ArgumentSpan => command.ArgumentSpan;

    /// <summary>
    /// The arguments: the strings of the JSON form; the words of FROM, COPY, ADD, EXPOSE, VOLUME and ARG; else the one text.
    /// HEALTHCHECK has its type first. Empty for ENV and LABEL (see <see cref="Assignments"/>) and for ONBUILD (see <see cref="Trigger"/>).
    /// </summary>
    public IReadOnlyList<Word> Arguments => command.Arguments;

    /// <summary>The names and values of ARG, ENV and LABEL.</summary>
    public IReadOnlyList<VariableAssignment> Assignments => command.Assignments;

    /// <summary>Whether the arguments are a JSON array of strings.</summary>
    public bool IsJson => command.IsJson;

    /// <summary>The whole instruction in one line: continuations joined, comments inside them left out, heredoc bodies not part of it.</summary>
    public string LogicalText => isTrigger ? command.Text : command.Line.ToString();

    /// <summary>The lines joined, each character knowing its place in the file; for a trigger, those of its ONBUILD.</summary>
    internal LogicalLine Joined => command.Line;

    /// <summary>The here-documents, in order; for ONBUILD, those of its trigger.</summary>
    public IReadOnlyList<Heredoc> Heredocs { get; }

    /// <summary>The instruction behind ONBUILD.</summary>
    public Instruction? Trigger { get; }

    /// <summary>The last value of a flag; null when it is not there or has none.</summary>
    public string? Flag(string name) => Flags.LastOrDefault(f => f.Name == name)?.Value;
}
