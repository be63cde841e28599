using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>What of a difference a cause explains.</summary>
/// <param name="Certainty"><see cref="Certainty.Unexplained"/> where the cause has nothing to do with it.</param>
/// <param name="Rest">The fields that are left for other causes; empty where nothing is.</param>
public readonly record struct FieldMatch(Certainty Certainty, IReadOnlyList<FieldDifference> Rest)
{
    /// <summary>Not of this cause.</summary>
    public static FieldMatch None => new(Certainty.Unexplained, []);

    /// <summary>Recognised, and its canonical form (often: without the entry) leaves nothing of the difference.</summary>
    public static FieldMatch Whole => new(Certainty.Proven, []);

    /// <summary>Recognised, and not proven: something would be left, and nobody knows what.</summary>
    public static FieldMatch Suspicion => new(Certainty.Suspected, []);

    /// <summary>Recognised and proven for some fields; these are left.</summary>
    public static FieldMatch But(IReadOnlyList<FieldDifference> rest) => new(Certainty.Proven, rest);
}
