using ReproBuild.Causes.Metadata;

namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>What a tar says of its entries.</summary>
    private static IEnumerable<DifferenceCause> Metadata() => [new FileMTime()];
}
