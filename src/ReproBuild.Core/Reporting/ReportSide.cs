using ReproBuild.Archives;

namespace ReproBuild.Reporting;

/// <summary>One side of a comparison, as reports show it.</summary>
/// <param name="Archive">The absolute path of its archive; null where there is none to name.</param>
/// <param name="Images">Its images, whose layers and sizes are shown; empty where they are not at hand.</param>
public sealed record ReportSide(string? Archive, IReadOnlyList<PlatformImage> Images)
{
    /// <summary>Nothing is known beside what the comparison says.</summary>
    public static ReportSide Unknown { get; } = new(null, []);

    /// <summary>An archive. It is read now and may be closed afterwards.</summary>
    public static ReportSide Of(ImageArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        return new ReportSide(archive.Path, archive.Images);
    }
}
