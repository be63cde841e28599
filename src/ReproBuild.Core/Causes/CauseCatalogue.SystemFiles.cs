using ReproBuild.Causes.SystemFiles;

namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>Files of the operating system, by their paths.</summary>
    private static IEnumerable<DifferenceCause> SystemFiles() => [new Logs()];

    /// <summary>Files of the operating system, by their contents.</summary>
    private static IEnumerable<ContentCause> SystemContents() => [];
}
