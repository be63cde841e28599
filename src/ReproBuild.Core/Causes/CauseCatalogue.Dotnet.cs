namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>What the .NET SDK writes.</summary>
    private static IEnumerable<ContentCause> Dotnet() => [];
}
