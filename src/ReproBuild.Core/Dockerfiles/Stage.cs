namespace ReproBuild.Dockerfiles;

/// <summary>A build stage: a FROM and what follows it.</summary>
public sealed class Stage
{
    private readonly List<Instruction> instructions = [];

    internal Stage(int index, Instruction from)
    {
        Index = index;
        From = from;
        Name = from.Arguments.Count == 3 ? from.Arguments[2].Text.ToLowerInvariant() : null;
        instructions.Add(from);
    }

    /// <summary>The stage's number, from 0.</summary>
    public int Index { get; }

    /// <summary>The name behind AS, in lower case; names do not distinguish case.</summary>
    public string? Name { get; }

    /// <summary>The FROM that starts the stage.</summary>
    public Instruction From { get; }

    /// <summary>What stands behind FROM, as written.</summary>
    public Word Base => From.Arguments[0];

    /// <summary>The base with the ARG defaults put in (no build arguments); null where that cannot be done.</summary>
    public string? BaseReference { get; internal set; }

    /// <summary>The earlier stage that this one starts from, by ARG defaults; null when it starts from an image.</summary>
    public Stage? Parent { get; internal set; }

    /// <summary>The stage's instructions in order, FROM first.</summary>
    public IReadOnlyList<Instruction> Instructions => instructions;

    internal void Add(Instruction instruction) => instructions.Add(instruction);
}
