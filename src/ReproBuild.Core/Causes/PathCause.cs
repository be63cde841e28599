using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>A cause that shows in the path alone: a file that nobody needs in an image. Its canonical form is that the file is not there.</summary>
public abstract class PathCause : DifferenceCause
{
    /// <summary>Whether a path is of this cause.</summary>
    /// <param name="path">The path as <see cref="ImagePath.Clean"/> gives it: <c>var/log/dpkg.log</c>.</param>
    public abstract bool IsHere(string path);

    /// <inheritdoc/>
    public sealed override FieldMatch Match(Difference difference, CauseContext context)
    {
        ArgumentNullException.ThrowIfNull(difference);
        bool here = difference.Kind is DifferenceKind.Content or DifferenceKind.EntryMissing or DifferenceKind.EntryType or DifferenceKind.Metadata
            && difference.Path is { } path && IsHere(ImagePath.Clean(path)) && ImagePath.IsPlain(path);

        // A folder that holds such files may have come to the image for other reasons than them: its own times are not theirs.
        return here && difference.Kind != DifferenceKind.Metadata ? FieldMatch.Whole : FieldMatch.None;
    }
}
