using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>A cause that shows in the difference itself: in its kind, its path or its fields. No content is looked at.</summary>
public abstract class DifferenceCause : ICause
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
    public virtual bool FollowsFromAny => false;

    /// <inheritdoc/>
    public virtual bool ConcernsWholeImage => false;

    /// <inheritdoc/>
    public virtual bool HidesContent => false;

    /// <summary>What of a difference this cause explains. Called for every difference, so it must be quick.</summary>
    /// <param name="difference">The difference; its fields are those that no earlier cause explains.</param>
    /// <param name="context">What is known of the builds.</param>
    public abstract FieldMatch Match(Difference difference, CauseContext context);

    /// <summary>One sentence in plain words, without its full stop, that quotes what differs; fit for a log.</summary>
    /// <param name="difference">A difference that this cause has matched, whole.</param>
    public abstract string Describe(Difference difference);

    /// <inheritdoc/>
    public abstract Remedy RemedyFor(RemedyContext context);
}
