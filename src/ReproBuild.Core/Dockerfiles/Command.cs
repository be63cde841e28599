namespace ReproBuild.Dockerfiles;

/// <summary>A logical line taken apart: what <see cref="Instruction"/> is made of.</summary>
/// <remarks>Texts and places are cut out when they are asked for: of a large file that is only read, most never are.</remarks>
internal sealed class Command(LogicalLine line, (int Start, int End) whole, string keyword, (int Start, int End) argument, IReadOnlyList<InstructionFlag> flags)
{
    private string? argumentText;
    private IReadOnlyList<Word>? arguments;

    /// <summary>In upper case.</summary>
    public string Keyword => keyword;

    public SourceSpan KeywordSpan => line.Span(whole.Start, whole.Start + keyword.Length);

    public string Text => line.Text[whole.Start..whole.End];

    public LogicalLine Line => line;

    public IReadOnlyList<InstructionFlag> Flags => flags;

    public string ArgumentText => argumentText ??= line.Text[argument.Start..argument.End];

    public SourceSpan ArgumentSpan => line.Span(argument.Start, argument.End);

    /// <summary>What the parser found; until it sets them, the one text.</summary>
    public IReadOnlyList<Word> Arguments
    {
        get => arguments ??= argument.End > argument.Start ? [new Word(ArgumentText, ArgumentSpan)] : [];
        set => arguments = value;
    }

    public IReadOnlyList<VariableAssignment> Assignments { get; set; } = [];

    public bool IsJson { get; set; }

    public Command? Trigger { get; set; }

    /// <summary>Only RUN, COPY and ADD in the shell form take heredocs, by themselves or behind ONBUILD.</summary>
    public bool CanHoldHeredocs => (keyword == "ONBUILD" ? Trigger ?? this : this) is { IsJson: false, Keyword: "RUN" or "COPY" or "ADD" };
}
