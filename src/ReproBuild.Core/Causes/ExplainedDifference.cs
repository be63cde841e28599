using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>A difference, and why it is there.</summary>
/// <param name="Difference">The difference.</param>
/// <param name="Claims">The causes; empty where none was recognised.</param>
/// <param name="Certainty">How sure that is.</param>
public sealed record ExplainedDifference(Difference Difference, IReadOnlyList<Claim> Claims, Certainty Certainty)
{
    /// <summary>
    /// The fields that no cause is proven for, where others are explained: the causes are proven then, those in doubt aside, and the difference is not.
    /// </summary>
    public IReadOnlyList<FieldDifference> UnexplainedFields { get; init; } = [];

    /// <summary>How many bytes differ: of contents, what lies between the common beginning and the common end; else what the fields hold.</summary>
    public long Bytes { get; init; }

    /// <summary>Why the content could not be looked into; null where it could, or where there is none.</summary>
    public string? NotAnalysed { get; init; }

    /// <summary>The places in <see cref="Diagnosis.Findings"/> that this difference belongs to; the unexplained have one too.</summary>
    public IReadOnlyList<int> Findings { get; init; } = [];

    /// <summary>The entry of the baseline or item that accepts it; null where none does.</summary>
    public Acceptance? AcceptedBy { get; init; }

    /// <summary>Who wrote the file; null where that is not known, or a Dockerfile's instruction did.</summary>
    public FileOrigin? Origin { get; init; }

    /// <summary>How the contents differ, for reports; null where there are none, or where there were too many to keep.</summary>
    public ContentDiff? Diff { get; init; }
}
