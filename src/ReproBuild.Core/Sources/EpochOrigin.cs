namespace ReproBuild.Sources;

/// <summary>Where an epoch comes from.</summary>
public enum EpochOrigin
{
    /// <summary>The property <c>SOURCE_DATE_EPOCH</c>.</summary>
    Property,

    /// <summary>The environment variable <c>SOURCE_DATE_EPOCH</c>.</summary>
    Environment,

    /// <summary>The time of the commit that is checked out.</summary>
    Commit,
}
