using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>A cause that a difference makes likely, and that only the rest of both layers can prove.</summary>
internal interface IProvenByLayer
{
    /// <summary>The paths, as <see cref="ImagePath.Clean"/> gives them, of the entries that the proof looks at.</summary>
    IEnumerable<string> Wants(Difference difference);

    /// <summary>The folders of which the proof must know what earlier layers have in them.</summary>
    IEnumerable<string> WantsEarlier(Difference difference) => [];

    /// <summary>Judges, with both layers read; of a layer that one side alone has, the other knows nothing.</summary>
    /// <returns><see cref="Certainty.Unexplained"/> where it is something else after all.</returns>
    Certainty Judge(Difference difference, LayerFacts left, LayerFacts right);
}
