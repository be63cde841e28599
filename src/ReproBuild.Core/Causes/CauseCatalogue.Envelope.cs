namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>The index, the manifest, the configuration, the compression.</summary>
    private static IEnumerable<DifferenceCause> Envelope() => [];
}
