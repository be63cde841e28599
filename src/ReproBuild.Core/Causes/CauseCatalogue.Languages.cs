namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>What languages and their package managers write.</summary>
    private static IEnumerable<ContentCause> Languages() => [];
}
