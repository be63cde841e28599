using ReproBuild.Causes.Formats;

namespace ReproBuild.Causes;

public sealed partial class CauseCatalogue
{
    /// <summary>Archives and compressed files.</summary>
    private static IEnumerable<ContainerFormat> Formats() => [new GzipFormat(), new ZipFormat(), new TarArchiveFormat(), new ArFormat(), new Bzip2Format(), new ZstdFormat(), new XzFormat()];
}
