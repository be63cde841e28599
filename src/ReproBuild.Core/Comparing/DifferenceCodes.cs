using ReproBuild.Diagnostics;

namespace ReproBuild.Comparing;

/// <summary>Which diagnostic tells of which kind of difference.</summary>
public static class DifferenceCodes
{
    /// <summary>The code of a kind; one of <see cref="DiagnosticCodes"/>.</summary>
    public static string Of(DifferenceKind kind) => kind switch
    {
        DifferenceKind.ManifestField or DifferenceKind.ConfigField => DiagnosticCodes.EnvelopeDiffers,
        DifferenceKind.Compression => DiagnosticCodes.CompressionDiffers,
        DifferenceKind.LayerMissing or DifferenceKind.LayerOrder => DiagnosticCodes.LayersDiffer,
        DifferenceKind.PlatformMissing => DiagnosticCodes.PlatformMissing,
        DifferenceKind.IndexField => DiagnosticCodes.IndexDiffers,
        DifferenceKind.Content => DiagnosticCodes.ContentDiffers,
        DifferenceKind.EntryMissing => DiagnosticCodes.EntryMissing,
        DifferenceKind.EntryType => DiagnosticCodes.EntryTypeDiffers,
        DifferenceKind.Metadata => DiagnosticCodes.MetadataDiffers,
        DifferenceKind.EntryOrder => DiagnosticCodes.EntryOrderDiffers,
        DifferenceKind.TarPadding => DiagnosticCodes.TarPaddingDiffers,
        DifferenceKind.DuplicateEntry => DiagnosticCodes.DuplicateEntry,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
