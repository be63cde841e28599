namespace ReproBuild.Dockerfiles;

/// <summary>Where the value of a <see cref="Variable"/> comes from.</summary>
public enum VariableOrigin
{
    /// <summary>BuildKit defines it: <c>TARGETARCH</c> and its like.</summary>
    Predefined,

    /// <summary>A build argument that was given.</summary>
    BuildArg,

    /// <summary>The default of an ARG.</summary>
    Default,

    /// <summary>An ENV.</summary>
    Env,
}
