namespace ReproBuild.Causes;

/// <summary>A cause, found at one difference.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Sentence">One sentence on what differs, without its full stop; null for causes that tell from the difference itself.</param>
public sealed record Claim(ICause Cause, string? Sentence = null)
{
    /// <summary>Whether it is suspected of its fields, whatever is proven of the others.</summary>
    public bool IsDoubtful { get; init; }
}
