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

    /// <summary>Hears what the diagnosis is at, for whoever waits for it; null for nobody.</summary>
    public IProgress<DiagnosisPhase>? Progress { get; init; }

    /// <summary>Tells who wrote a file, by its path in the image; null where nobody knows. Findings are parted by it.</summary>
    public Func<string, FileOrigin?>? OriginOf { get; init; }

    /// <summary>Whether layers are hashed while they are compared, as they would be once mended, so that most need not be read again for that.</summary>
    internal bool Forecast { get; init; } = true;

    /// <summary>How many contents are explained at once.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
