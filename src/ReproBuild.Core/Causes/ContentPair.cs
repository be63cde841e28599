namespace ReproBuild.Causes;

/// <summary>The contents of one file on both sides, or of one member of an archive in it.</summary>
/// <param name="Path">The path as <see cref="ImagePath.Clean"/> gives it; members follow after <c>!/</c>: <c>app/a.jar!/x.class</c>. Hostile text.</param>
/// <param name="Left">The left content.</param>
/// <param name="Right">The right content; never equal to the left.</param>
/// <param name="Context">What is known of the builds.</param>
public sealed record ContentPair(string Path, ReadOnlyMemory<byte> Left, ReadOnlyMemory<byte> Right, CauseContext Context)
{
    /// <summary>How many archives the content is inside of.</summary>
    public int Depth { get; init; }

    /// <summary>The path as messages show it: from the root, escaped.</summary>
    public string ShownPath => Comparing.Printable.Escape("/" + Path);

    /// <summary>The name of the file or of the innermost member, without folders.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
