namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>Archives and compressed files.</summary>
    private static IEnumerable<ContainerFormat> Formats() => [];
}
