using ReproBuild.Causes.Languages;

namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>What languages and their package managers write, and formats that are no archives.</summary>
    private static IEnumerable<ContentCause> Languages() =>
    [
        new PycMTime(), new PycMarshal(), new PythonInstallRecord(), new NodeModulesStamp(), new GoBuildId(), new ElfBuildId(), new PngTime(), new Sqlite(),
    ];

    /// <summary>What languages and their package managers leave, by its paths.</summary>
    private static IEnumerable<DifferenceCause> LanguageFiles() => [new PythonInstallFiles(), new NodeInstallFiles(), new GemBuildLog()];
}
