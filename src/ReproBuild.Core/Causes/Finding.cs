using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>One root cause at one place: what is raised as one diagnostic, whatever number of files it shows in.</summary>
public sealed record Finding
{
    /// <summary>The cause; null for what is unexplained.</summary>
    public required ICause? Cause { get; init; }

    /// <summary>How sure that is.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>The diagnostic's code: the cause's, or that of the unexplained kind of difference.</summary>
    public required string Code { get; init; }

    /// <summary>The first difference; its platform, layer and blame are those of all.</summary>
    public required Difference First { get; init; }

    /// <summary>One sentence in plain words on the first difference, without its full stop; fit for a log.</summary>
    public required string Sentence { get; init; }

    /// <summary>What to do; null for what is unexplained.</summary>
    public required Remedy? Remedy { get; init; }

    /// <summary>How many differences it explains, wholly or in part.</summary>
    public required long Count { get; init; }

    /// <summary>How many bytes those differ in.</summary>
    public required long Bytes { get; init; }

    /// <summary>The paths of the first few, as <see cref="ImagePath.Clean"/> gives them. Hostile text.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>How many differences follow from it, by the name of the derived cause.</summary>
    public IReadOnlyDictionary<string, long> Derived { get; init; } = new Dictionary<string, long>();

    /// <summary>
    /// The <c>COPY --from</c> that brought it from the stage whose instruction is blamed, as a sentence without its full stop; null where none did.
    /// </summary>
    public string? BroughtBy { get; init; }

    /// <summary>Who wrote the file of the first difference; null where that is not known, or a Dockerfile's instruction did.</summary>
    public FileOrigin? Origin { get; init; }

    /// <summary>How many of its differences are accepted.</summary>
    public long Accepted { get; init; }

    /// <summary>Whether all of its differences are accepted.</summary>
    public bool IsAccepted => Accepted == Count;

    /// <summary>Whether a verdict depends on it.</summary>
    public bool Counts => First.Kind != DifferenceKind.IndexField;

    /// <summary>The cause's name; <c>unexplained</c> where there is none.</summary>
    public string CauseId => Cause?.Id ?? "unexplained";
}
