using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>One place where two images differ.</summary>
/// <param name="Kind">In what they differ there.</param>
public sealed record Difference(DifferenceKind Kind)
{
    /// <summary>The platform of the image; null for the index around the images.</summary>
    public Platform? Platform { get; init; }

    /// <summary>The layer; null for the envelope.</summary>
    public LayerPair? Layer { get; init; }

    /// <summary>The entry's path, as the left side writes it, or the right where the left has none; null for what is no entry. Hostile text.</summary>
    public string? Path { get; init; }

    /// <summary>The fields that differ, in a stable order.</summary>
    public IReadOnlyList<FieldDifference> Fields { get; init; } = [];

    /// <summary>Where contents part; null for everything but <see cref="DifferenceKind.Content"/>.</summary>
    public ContentDifference? Content { get; init; }

    /// <summary>Both contents, for whoever asked for them and takes them out at once: a difference may be kept long.</summary>
    internal WholeContents? Whole { get; init; }

    /// <summary>The instruction that made the layer; null where nothing tells.</summary>
    public InstructionBlame? Blame { get; init; }

    /// <summary>The diagnostic's code.</summary>
    public string Code => DifferenceCodes.Of(Kind);
}
