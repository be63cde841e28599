using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>Compares the contents of two entries byte against byte, with no hash and no copy of what is equal.</summary>
/// <param name="watch">Sees the bytes that both have; null for nobody.</param>
/// <param name="keep">How long contents may be that are kept whole where they differ, in bytes; 0 for none.</param>
internal sealed class ContentComparer(IStepWatch? watch = null, int keep = 0)
{
    private readonly byte[] _shared = new byte[Excerpt.Reach];
    private int _sharedLength;
    private long _offset;

    /// <summary>Both contents that were compared last, where they differ and were short enough to keep.</summary>
    public WholeContents? Whole { get; private set; }

    /// <summary>Compares the contents at which two readers stand, up to the first difference.</summary>
    /// <returns>Null when they are equal.</returns>
    public ContentDifference? Compare(LayerReader left, TarEntry leftEntry, LayerReader right, TarEntry rightEntry)
    {
        (_sharedLength, _offset, Whole) = (0, 0, null);
        if (leftEntry.SparseMap is null && rightEntry.SparseMap is null)
        {
            if (leftEntry.Size <= keep && rightEntry.Size <= keep) return CompareShort(left, (int)leftEntry.Size, right, (int)rightEntry.Size);
            return Compare(new StoredContent(left), new StoredContent(right), leftEntry.Size, rightEntry.Size);
        }

        watch?.OutOfStep();

        SparseLimit.Check(left, leftEntry);
        SparseLimit.Check(right, rightEntry);
        using var leftWhole = new WholeContent(left.OpenContent());
        using var rightWhole = new WholeContent(right.OpenContent());
        return Compare(leftWhole, rightWhole, leftEntry.Size, rightEntry.Size);
    }

    /// <summary>Compares two contents of which prints are left.</summary>
    /// <returns>Null when they are equal; the place and the line only where both were small enough to keep.</returns>
    public ContentDifference? Compare(ContentPrint left, ContentPrint right)
    {
        Whole = null;
        if (left.IsSameAs(right)) return null;
        if (left.Kept.Length != left.Size || right.Kept.Length != right.Size) return new ContentDifference(left.Size, right.Size, null, null, null);

        (_sharedLength, _offset) = (0, 0);
        return Compare(new KeptContent(left.Kept), new KeptContent(right.Kept), left.Size, right.Size);
    }

    private ContentDifference? CompareShort(LayerReader left, int leftSize, LayerReader right, int rightSize)
    {
        // Nearly always both lie in memory as a whole, and nothing of what is equal is copied.
        ReadOnlySpan<byte> l = left.PeekContent(), r = right.PeekContent();
        if (leftSize == rightSize && l.Length == leftSize && l.SequenceEqual(r))
        {
            watch?.Same(l);
            Pass(left, leftSize);
            Pass(right, rightSize);
            return null;
        }

        var whole = new WholeContents(Read(left, leftSize), Read(right, rightSize));
        if (whole.Left.AsSpan().SequenceEqual(whole.Right))
        {
            watch?.Same(whole.Left);
            return null;
        }

        Whole = whole;
        return Compare(new KeptContent(whole.Left), new KeptContent(whole.Right), leftSize, rightSize);
    }

    private static byte[] Read(LayerReader reader, int size)
    {
        byte[] content = new byte[size];
        for (int at = 0; at < size;)
        {
            var piece = reader.PeekContent();
            piece.CopyTo(content.AsSpan(at));
            reader.AdvanceContent(piece.Length);
            at += piece.Length;
        }

        Pass(reader, 0);
        return content;
    }

    // Whoever looks behind the last byte reads what fills its block; headers are compared with it.
    private static void Pass(LayerReader reader, int count)
    {
        reader.AdvanceContent(count);
        reader.PeekContent();
    }

    private ContentDifference? Compare(IContent left, IContent right, long leftSize, long rightSize)
    {
        while (true)
        {
            ReadOnlySpan<byte> l = left.Peek(), r = right.Peek();
            int length = Math.Min(l.Length, r.Length);
            if (length == 0 && l.Length == r.Length) return null;

            int same = l.CommonPrefixLength(r);
            Remember(l[..same]);
            watch?.Same(l[..same]);
            if (same < length || length == 0)
            {
                watch?.OutOfStep();
                left.Advance(same);
                right.Advance(same);
                var (leftLine, rightLine) = Excerpt.Of(_shared.AsSpan(0, _sharedLength), Following(left), Following(right));
                return new ContentDifference(leftSize, rightSize, _offset, leftLine, rightLine);
            }

            left.Advance(same);
            right.Advance(same);
        }
    }

    private void Remember(ReadOnlySpan<byte> piece)
    {
        _offset += piece.Length;
        int keep = Math.Min(_sharedLength, Math.Max(0, Excerpt.Reach - piece.Length));
        _shared.AsSpan(_sharedLength - keep, keep).CopyTo(_shared);
        var tail = piece[Math.Max(0, piece.Length - Excerpt.Reach)..];
        tail.CopyTo(_shared.AsSpan(keep));
        _sharedLength = keep + tail.Length;
    }

    private static byte[] Following(IContent content)
    {
        var bytes = new List<byte>(Excerpt.Reach);
        while (bytes.Count < Excerpt.Reach && content.Peek() is { IsEmpty: false } piece)
        {
            piece = piece[..Math.Min(piece.Length, Excerpt.Reach - bytes.Count)];
            bytes.AddRange(piece);
            content.Advance(piece.Length);
        }

        return [.. bytes];
    }
}
