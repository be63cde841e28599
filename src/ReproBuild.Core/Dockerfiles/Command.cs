namespace ReproBuild.Dockerfiles;

/// <summary>A logical line taken apart: what <see cref="Instruction"/> is made of.</summary>
internal sealed record Command(
    string Keyword,
    SourceSpan KeywordSpan,
    string Text,
    IReadOnlyList<InstructionFlag> Flags,
    string ArgumentText,
    SourceSpan ArgumentSpan,
    IReadOnlyList<Word> Arguments,
    IReadOnlyList<VariableAssignment> Assignments,
    bool IsJson,
    Command? Trigger)
{
    /// <summary>Only RUN, COPY and ADD in the shell form take heredocs, by themselves or behind ONBUILD.</summary>
    public bool CanHoldHeredocs
    {
        get
        {
            var command = Is("ONBUILD") && Trigger is not null ? Trigger : this;
            return !command.IsJson && (command.Is("RUN") || command.Is("COPY") || command.Is("ADD"));
        }
    }

    public bool Is(string keyword) => Keyword.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
