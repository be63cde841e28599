using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>Where a cause was found.</summary>
/// <param name="Difference">The first difference of that cause there.</param>
/// <param name="Origin">What made the image.</param>
public sealed record RemedyContext(Difference Difference, ImageOrigin Origin)
{
    /// <summary>The instruction to mend, whole, as the Dockerfile has it; null where it is not known.</summary>
    public string? Instruction => Difference.Blame is { File: not null } blame ? blame.Instruction : null;

    /// <summary>The path inside the image as a person writes it, from the root: <c>/etc/machine-id</c>; null for what is no entry. Hostile text.</summary>
    public string? Path => Difference.Path is { } path ? "/" + ImagePath.Clean(path) : null;
}
