using ReproBuild.Images;

namespace ReproBuild.Rewriting;

/// <summary>How an archive is rewritten.</summary>
/// <param name="Epoch">The moment that every time becomes, in whole seconds since 1970: 0 to <see cref="ImageTime.Latest"/>.</param>
public sealed record RewriteOptions(long Epoch)
{
    /// <summary>
    /// How many layers, counted from the top, are ours and are rewritten; those below are the base image's and are copied
    /// byte for byte. The .NET SDK adds one.
    /// </summary>
    public int BuiltLayers { get; init; } = 1;

    /// <summary>How many blocks are deflated at a time, at least 1. It changes the speed, never the bytes.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
