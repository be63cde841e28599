using ReproBuild.Causes.Accepting;

namespace ReproBuild.Causes;

/// <summary>How a comparison is explained.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>The causes to look for.</summary>
    public CauseCatalogue Catalogue { get; init; } = CauseCatalogue.Default;

    /// <summary>What is known of the builds.</summary>
    public CauseContext Context { get; init; } = CauseContext.Unknown;

    /// <summary>The differences that somebody has accepted.</summary>
    public AcceptanceSet Acceptances { get; init; } = AcceptanceSet.None;

    /// <summary>The folder for what does not fit into memory; it is created when needed, and what is put there is deleted.</summary>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();

    /// <summary>How many contents are explained at once.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
