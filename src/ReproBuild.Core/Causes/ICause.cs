namespace ReproBuild.Causes;

/// <summary>Why two images differ somewhere: what every cause of the catalogue says of itself.</summary>
public interface ICause
{
    /// <summary>The name in the catalogue and in reports and baselines: <c>file-mtime</c>.</summary>
    string Id { get; }

    /// <summary>The diagnostic's code, <c>REPROnnnn</c>; each cause has one of its own, with a section in <c>docs/diagnostics.md</c>.</summary>
    string Code { get; }

    /// <summary>A few words for a heading: <c>Times of files</c>.</summary>
    string Title { get; }

    /// <summary>
    /// The causes that this one follows from, by their names; empty for a root. A difference of a derived cause is counted under its
    /// root where one was found, and raised by itself only where none was.
    /// </summary>
    IReadOnlyList<string> DerivedFrom => [];

    /// <summary>Whether it follows from whatever else differs in an image of the same platform, so that any other finding there is its root.</summary>
    bool FollowsFromAny => false;

    /// <summary>Whether it is one matter of the whole image, however many instructions it shows at: it is blamed on none of them.</summary>
    bool ConcernsWholeImage => false;

    /// <summary>Whether what differs is a secret, so that nothing may show a byte of it.</summary>
    bool HidesContent => false;

    /// <summary>What to do about it.</summary>
    /// <param name="context">Where it was found.</param>
    Remedy RemedyFor(RemedyContext context);
}
