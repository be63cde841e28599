using System.Text;
using ReproBuild.Archives;

namespace ReproBuild.Rewriting;

/// <summary>An entry of a layer that is being rewritten.</summary>
/// <param name="Header">What will be written of it.</param>
/// <param name="Content">Where its stored content lies in the spool, as an offset.</param>
/// <param name="Sparse">The stored pieces of a sparse file; null for any other.</param>
internal sealed record LayerEntry(CanonicalTarEntry Header, long Content, IReadOnlyList<SparseSegment>? Sparse)
{
    /// <summary>The path by which entries are told apart and ordered: <c>./a/</c>, <c>/a</c> and <c>a</c> are one place.</summary>
    /// <remarks>One character is one byte, so ordinal comparison compares bytes.</remarks>
    public string Place { get; } = PlaceOf(Header.Path);

    /// <summary>The place that a hard link points to; null for what is none.</summary>
    public string? LinkPlace { get; } = Header.Type == TarEntryType.HardLink ? PlaceOf(Header.LinkTarget) : null;

    /// <summary>The place that a whiteout hides; null for what is none. OCI image specification, <c>layer.md</c>, "Whiteouts".</summary>
    public string? HiddenPlace
    {
        get
        {
            int name = Place.LastIndexOf('/') + 1;
            bool whiteout = Place.AsSpan(name).StartsWith(".wh.") && !Place.AsSpan(name).StartsWith(".wh..wh.");
            return whiteout ? string.Concat(Place.AsSpan(0, name), Place.AsSpan(name + 4)) : null;
        }
    }

    private static string PlaceOf(ReadOnlyMemory<byte> path) =>
        string.Join('/', Encoding.Latin1.GetString(path.Span).Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "."));
}
