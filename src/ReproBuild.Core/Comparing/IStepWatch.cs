using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>Watches two layers go by while they are compared: as long as their entries meet in one order, and hold the same bytes.</summary>
internal interface IStepWatch
{
    /// <summary>Two entries of one path, one type and one target have met, and no other entries of that path have.</summary>
    /// <param name="left">The left entry.</param>
    /// <param name="right">The right entry.</param>
    /// <param name="metadata">In what their headers differ.</param>
    void Meet(TarEntry left, TarEntry right, IReadOnlyList<FieldDifference> metadata);

    /// <summary>Bytes of the contents that both have.</summary>
    void Same(ReadOnlySpan<byte> content);

    /// <summary>Something else has come: an entry without its like, another order, a content that differs. What was seen is not all any more.</summary>
    void OutOfStep();
}
