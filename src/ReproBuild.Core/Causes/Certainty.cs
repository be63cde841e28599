namespace ReproBuild.Causes;

/// <summary>How sure it is why something differs.</summary>
public enum Certainty
{
    /// <summary>The canonical forms of both sides are equal, byte for byte.</summary>
    Proven,

    /// <summary>A cause was recognised, and its canonical form leaves a difference.</summary>
    Suspected,

    /// <summary>No cause was recognised.</summary>
    Unexplained,
}
