using ReproBuild.Diagnostics;

namespace ReproBuild.Archives;

/// <summary>What is the most that is read of anything, so that no archive can make the reader run out of memory or time.</summary>
/// <remarks>
/// An archive that goes beyond one is refused with <see cref="DiagnosticCodes.LimitExceeded"/>, whose message names the constant.
/// </remarks>
public static class Limits
{
    /// <summary>The length of an index or manifest, in bytes. The OCI distribution specification asks registries for at least 4 MiB.</summary>
    public const long MaxManifestBytes = 4L << 20;

    /// <summary>The length of an image configuration, in bytes; long histories make them larger than manifests.</summary>
    public const long MaxConfigBytes = 16L << 20;

    /// <summary>How deep JSON may be nested.</summary>
    public const int MaxJsonDepth = 64;

    /// <summary>How deep indexes may be nested in indexes.</summary>
    public const int MaxNesting = 8;

    /// <summary>How many manifests and indexes an archive may point to, all indexes together.</summary>
    public const int MaxManifests = 10_000;

    /// <summary>How many entries the outer tar of an archive may have; they are all kept in memory.</summary>
    public const int MaxArchiveEntries = 200_000;

    /// <summary>How many links of the outer tar may lead from one to the next.</summary>
    public const int MaxLinkHops = 8;

    /// <summary>How many entries a layer may have.</summary>
    public const long MaxEntries = 10_000_000;

    /// <summary>The length of a path or link target in a layer, in bytes.</summary>
    public const int MaxPathBytes = 2 << 20;

    /// <summary>The length of all extended headers of one entry together (pax records, GNU long names, sparse maps), in bytes.</summary>
    public const int MaxPaxBytes = 8 << 20;

    /// <summary>How many global extended headers a layer may have.</summary>
    public const int MaxGlobalHeaders = 4096;

    /// <summary>How many pieces a sparse file may have.</summary>
    public const int MaxSparseSegments = 1 << 18;

    /// <summary>The window that zstd data may ask for, as a power of two: 64 MiB, eight times what image builders use.</summary>
    public const int MaxZstdWindowLog = 26;

    /// <summary>How many bytes may come out of a compressed byte, once <see cref="FreeExpansionBytes"/> have come out.</summary>
    public const int MaxExpansionRatio = 250;

    /// <summary>
    /// How many bytes may come out of a compressed layer whatever the ratio: layers are streamed, so a few gigabytes of
    /// zeros do no harm, and real images have them.
    /// </summary>
    public const long FreeExpansionBytes = 5L << 30;

    internal static ReproException Exceeded(string limit, long value, string what) =>
        Exceeded($"{nameof(Limits)}.{limit}", value, what, "The archive is not read further.");

    internal static ReproException Exceeded(string limit, long value, string what, string consequence) => new(
        DiagnosticCodes.LimitExceeded, $"{ArchiveErrors.Printable(what)}, which is more than the limit {limit} = {value} allows. {consequence}");
}
