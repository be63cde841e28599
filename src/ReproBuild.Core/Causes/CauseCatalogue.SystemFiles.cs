using ReproBuild.Causes.SystemFiles;

namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>Files of the operating system, by their paths.</summary>
    private static IEnumerable<DifferenceCause> SystemFiles() =>
    [
        new GeneratedSecretFile(), new Logs(), new LdconfigCache(), new AptCache(), new BackupFiles(), new RpmJournal(), new Fontconfig(), new DesktopCache(),
        new Droppings(), new HostLeak(),
    ];

    /// <summary>Files of the operating system, by their contents.</summary>
    private static IEnumerable<ContentCause> SystemContents() =>
        [new GeneratedSecret(), new MachineId(), new ShadowDate(), new ApkScripts(), new ApkVirtual(), new JavaKeystore(), new RpmDatabase(), new InputDrift()];
}
