using ReproBuild.Causes.Metadata;

namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>What a tar says of its entries.</summary>
    private static IEnumerable<DifferenceCause> Metadata() =>
    [
        new FileMTime(), new PaxPid(), new PaxTimes(), new PaxOrder(), new HostXattr(), new Umask(), new Ownership(), new HardLink(), new OpaqueWhiteout(),
        new ImplicitDirectory(), new EntryOrder(), new TarPadding(), new DuplicateEntry(), new TarLayout(),
    ];
}
