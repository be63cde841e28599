using ReproBuild.Diagnostics;

namespace ReproBuild.Pinning;

/// <summary>What pinning came to.</summary>
public sealed record PinReport
{
    /// <summary>What a user is told. With an error among it nothing was written.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The uses of images, in the order of the file, each with its digest.</summary>
    public IReadOnlyList<PinnedUse> Pinned { get; init; } = [];

    /// <summary>What was changed, or would be, as a unified difference; empty for nothing.</summary>
    public string Difference { get; init; } = "";

    /// <summary>The absolute paths of the files that were written.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];
}
