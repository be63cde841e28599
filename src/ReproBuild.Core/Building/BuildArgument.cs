namespace ReproBuild.Building;

/// <summary>A value for an <c>ARG</c> of a Dockerfile.</summary>
/// <param name="Name">The name of the <c>ARG</c>.</param>
/// <param name="Value">Its value; may be a secret.</param>
public sealed record BuildArgument(string Name, string Value)
{
    /// <summary>Whether the engine takes the value from its own environment, so that it stands on no command line.</summary>
    public bool FromEnvironment { get; init; }

    /// <summary>The name alone, so that no log tells the value by accident.</summary>
    public override string ToString() => Name;
}
