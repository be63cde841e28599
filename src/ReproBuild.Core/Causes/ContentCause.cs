namespace ReproBuild.Causes;

/// <summary>A cause that shows in the content of a file.</summary>
/// <remarks>
/// A canonical form is a function of one side, and of what is known of the builds, alone: it never borrows bytes from the other side.
/// Applied twice it gives the same as once. It must not make equal what works differently.
/// </remarks>
public abstract class ContentCause : ICause
{
    /// <inheritdoc/>
    public abstract string Id { get; }

    /// <inheritdoc/>
    public abstract string Code { get; }

    /// <inheritdoc/>
    public abstract string Title { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> DerivedFrom => [];

    /// <inheritdoc/>
    public virtual bool HidesContent => false;

    /// <summary>Recognises the cause and gives both canonical forms.</summary>
    /// <param name="pair">The contents, at most <see cref="ContentLimits.MaxBytes"/> each. They may be malformed in any way.</param>
    /// <returns>Null where this cause has nothing to do with it, or its canonical form brings the sides no nearer to each other.</returns>
    /// <exception cref="Exception">
    /// Malformed content may be answered with any of the exceptions of <see cref="ContentFault"/>: it counts as not recognised.
    /// </exception>
    public abstract CanonicalPair? Match(ContentPair pair);

    /// <inheritdoc/>
    public abstract Remedy RemedyFor(RemedyContext context);
}
