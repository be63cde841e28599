using System.Globalization;
using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>
/// Compares the entries of two layers as they stream by. While both sides have one order, entries meet in lock-step and
/// contents are compared byte against byte; where orders part, entries wait in compact form until their like comes.
/// </summary>
/// <param name="left">The left layer, not yet read.</param>
/// <param name="right">The right layer, not yet read.</param>
/// <param name="emit">Takes each difference, in an order that depends on the layers alone.</param>
/// <param name="watch">Sees the entries that meet in lock-step; null for nobody.</param>
/// <param name="keep">How long contents may be that come whole with their difference, in bytes; 0 for none.</param>
internal sealed class LayerComparer(LayerReader left, LayerReader right, Action<Difference> emit, IStepWatch? watch = null, int keep = 0) : IDisposable
{
    private readonly ContentComparer _contents = new(watch, keep);
    private readonly ParkedEntries _parkedLeft = new();
    private readonly ParkedEntries _parkedRight = new();
    private readonly PathSet _met = new();
    private readonly OrderWatch _order = new();
    private long _leftIndex = -1;
    private long _rightIndex = -1;

    /// <summary>Which rights the files have that were read.</summary>
    public FileRights Rights { get; private set; }

    /// <summary>Reads both layers to their ends; their digests and diffIDs are then checked.</summary>
    /// <exception cref="Diagnostics.ReproException">A layer could not be read, or is not what its digests promise.</exception>
    public void Compare(CancellationToken cancellation)
    {
        var (l, r) = (NextLeft(), NextRight());
        while (l is not null || r is not null)
        {
            cancellation.ThrowIfCancellationRequested();
            if (r is not null && Take(_parkedLeft, r) is { } waitingLeft)
            {
                ResolveRight(waitingLeft, r);
                r = NextRight();
            }
            else if (l is not null && Take(_parkedRight, l) is { } waitingRight)
            {
                ResolveLeft(l, waitingRight);
                l = NextLeft();
            }
            else if (l is not null && r is not null && EntryKey.Of(l).Span.SequenceEqual(EntryKey.Of(r).Span))
            {
                CompareInStep(l, r);
                (l, r) = (NextLeft(), NextRight());
            }
            else
            {
                watch?.OutOfStep();
                if (l is not null)
                {
                    Park(_parkedLeft, left, l, _leftIndex);
                    l = NextLeft();
                }

                if (r is not null)
                {
                    Park(_parkedRight, right, r, _rightIndex);
                    r = NextRight();
                }
            }
        }

        EmitRemaining();
        if (_order.First is { } moved) emit(moved);
        if (left.End != right.End) emit(new Difference(DifferenceKind.TarPadding) { Fields = EndFields(left.End!, right.End!) });
    }

    /// <summary>Drops what is parked.</summary>
    public void Dispose()
    {
        _parkedLeft.Dispose();
        _parkedRight.Dispose();
    }

    private TarEntry? NextLeft()
    {
        _leftIndex++;
        var entry = left.Next();
        Rights = Rights with { Left = Rights.Left | FileRights.Of(entry) };
        return entry;
    }

    private TarEntry? NextRight()
    {
        _rightIndex++;
        var entry = right.Next();
        Rights = Rights with { Right = Rights.Right | FileRights.Of(entry) };
        return entry;
    }

    private static ParkedEntry? Take(ParkedEntries parked, TarEntry entry)
    {
        if (parked.Count == 0) return null;
        var key = EntryKey.Of(entry).Span;
        return parked.TryTake(EntryKey.Hash(key), key, out var found) ? found : null;
    }

    private static void Park(ParkedEntries parked, LayerReader reader, TarEntry entry, long index) =>
        parked.Add(EntryKey.Hash(EntryKey.Of(entry).Span), new ParkedEntry(entry, index, ContentPrint.Of(reader, entry)));

    private void CompareInStep(TarEntry l, TarEntry r)
    {
        _order.Met(_leftIndex, _rightIndex, l);
        bool isNew = _met.Add(EntryKey.Hash(EntryKey.Of(l).Span));
        int seen = Show(l, r, isNew);
        var content = l.Size > 0 || r.Size > 0 ? _contents.Compare(left, l, right, r) : null;

        // What fills the last block of a content is known only now.
        var headers = EntryComparer.Compare(l, r);
        if (headers.Type.Count + headers.Metadata.Count != seen) watch?.OutOfStep();
        Emit(l, r, headers, content);
    }

    private int Show(TarEntry l, TarEntry r, bool isNew)
    {
        if (watch is null) return 0;
        var (type, metadata) = EntryComparer.Compare(l, r);
        if (isNew && type.Count == 0) watch.Meet(l, r, metadata);
        else watch.OutOfStep();
        return type.Count + metadata.Count;
    }

    private void ResolveRight(ParkedEntry waiting, TarEntry r)
    {
        _order.Met(waiting.Index, _rightIndex, r);
        _met.Add(EntryKey.Hash(waiting.Key.Span));
        Emit(waiting.Entry, r, EntryComparer.Compare(waiting.Entry, r), _contents.Compare(waiting.Content, ContentPrint.Of(right, r)));
    }

    private void ResolveLeft(TarEntry l, ParkedEntry waiting)
    {
        _order.Met(_leftIndex, waiting.Index, l);
        _met.Add(EntryKey.Hash(waiting.Key.Span));
        Emit(l, waiting.Entry, EntryComparer.Compare(l, waiting.Entry), _contents.Compare(ContentPrint.Of(left, l), waiting.Content));
    }

    private void Emit(
        TarEntry l, TarEntry r, (IReadOnlyList<FieldDifference> Type, IReadOnlyList<FieldDifference> Metadata) headers, ContentDifference? content)
    {
        var (type, metadata) = headers;
        if (type.Count > 0) emit(new Difference(DifferenceKind.EntryType) { Path = l.Path, Fields = type });

        // A directory against a file has no content to compare: that is told by the type.
        bool anotherType = type.Any(f => f.Name == "type");
        if (content is not null && !anotherType) emit(new Difference(DifferenceKind.Content) { Path = l.Path, Content = content, Whole = _contents.Whole });

        // A content of another length, or none because it is another thing, is one difference, not two.
        if (l.Size != r.Size && (content is not null || anotherType) && metadata.Any(IsLength)) metadata = [.. metadata.Where(f => !IsLength(f))];

        if (metadata.Count > 0) emit(new Difference(DifferenceKind.Metadata) { Path = l.Path, Fields = metadata });
    }

    private static bool IsLength(FieldDifference field) => field.Name is "size" or "pax.size";

    private void EmitRemaining()
    {
        foreach (var entry in _parkedLeft.Remaining()) emit(Alone(entry, (name, value) => new FieldDifference(name, value, null)));
        foreach (var entry in _parkedRight.Remaining()) emit(Alone(entry, (name, value) => new FieldDifference(name, null, value)));
    }

    private Difference Alone(ParkedEntry parked, Func<string, string, FieldDifference> onItsSide)
    {
        var entry = parked.Entry;
        string what = entry.LinkTarget.Length > 0
            ? $"{EntryComparer.TypeName(entry)} to {entry.LinkTarget}"
            : entry.Size > 0 ? $"{EntryComparer.TypeName(entry)}, {entry.Size.ToString(CultureInfo.InvariantCulture)} bytes" : EntryComparer.TypeName(entry);
        bool again = _met.Contains(EntryKey.Hash(parked.Key.Span));
        return new Difference(again ? DifferenceKind.DuplicateEntry : DifferenceKind.EntryMissing)
        {
            Path = entry.Path,
            Fields = [onItsSide(again ? "once more" : "entry", what)],
        };
    }

    private static IReadOnlyList<FieldDifference> EndFields(TarEnd l, TarEnd r)
    {
        if (l.Length != r.Length)
        {
            return [new("bytes after the last entry", l.Length.ToString(CultureInfo.InvariantCulture), r.Length.ToString(CultureInfo.InvariantCulture))];
        }

        return [new("what stands after the last entry", l.IsZero ? "zeros" : l.Hash.ToString(), r.IsZero ? "zeros" : r.Hash.ToString())];
    }
}
