namespace ReproBuild.Causes;

/// <summary>Where the left contents of a layer's differences lie in a spool, by the numbers of the differences.</summary>
/// <param name="count">How many differences there are.</param>
internal sealed class LeftContents(int count)
{
    private const long Unseen = 0, Nothing = -1;

    // Each offset is one more than it is.
    private readonly long[] _offsets = new long[count], _sizes = new long[count];

    /// <summary>How many contents wait for their like.</summary>
    public int Waiting { get; private set; }

    /// <summary>Notes that a path was met, with its content.</summary>
    /// <returns>False where the path was met before: nobody knows then which of its entries differs from which, and it has no content here.</returns>
    public bool Add(int number, long offset, long size)
    {
        if (!Meet(number)) return false;
        (_offsets[number], _sizes[number]) = (offset + 1, size);
        Waiting++;
        return true;
    }

    /// <summary>Notes that a path was met, without a content.</summary>
    /// <returns>False where the path was met before.</returns>
    public bool Meet(int number)
    {
        if (_offsets[number] > 0) Waiting--;
        bool isNew = _offsets[number] == Unseen;
        _offsets[number] = Nothing;
        return isNew;
    }

    /// <summary>Takes a content out; null where there is none, or it was taken.</summary>
    public (long Offset, long Size)? Take(int number)
    {
        if (_offsets[number] <= 0) return null;
        var place = (_offsets[number] - 1, _sizes[number]);
        _offsets[number] = Nothing;
        Waiting--;
        return place;
    }
}
