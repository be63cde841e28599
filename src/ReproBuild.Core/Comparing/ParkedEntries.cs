using System.Diagnostics.CodeAnalysis;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Comparing;

/// <summary>
/// The entries of one side that have not met their like yet, by path: a hash table of eight bytes a slot over an
/// <see cref="EntryArena"/>.
/// </summary>
/// <remarks>
/// Written by hand, since a dictionary costs four times as much and a million entries a side must fit into memory.
/// Of entries with one path the oldest leaves first, so that the n-th on the left meets the n-th on the right.
/// </remarks>
internal sealed class ParkedEntries : IDisposable
{
    // A slot is 0 when empty, else position + 1 in the low bits and part of the hash in the high ones.
    private const int PositionBits = 40;
    private const ulong PositionMask = (1UL << PositionBits) - 1;
    private const ulong Removed = PositionMask;

    /// <summary>How many bytes of global records are remembered for parked entries.</summary>
    private const long MaxGlobalBytes = 16L << 20;

    private readonly EntryArena _arena = new();
    private readonly List<IReadOnlyList<PaxRecord>> _globals = [];
    private long _globalBytes;
    private readonly Dictionary<long, Queue<long>> _sameSlot = [];
    private ulong[] _slots = new ulong[64];
    private int _used;

    /// <summary>How many entries are parked.</summary>
    public int Count { get; private set; }

    /// <summary>Parks an entry.</summary>
    /// <param name="hash">The hash of its path.</param>
    /// <param name="entry">The entry; its <see cref="ParkedEntry.Key"/> is what finds it again.</param>
    public void Add(ulong hash, ParkedEntry entry)
    {
        Count++;
        byte[] record = entry.ToBytes(NumberOf(entry.Entry.GlobalRecords));
        if (Find(hash, entry.Key.Span) is var slot && slot >= 0)
        {
            long first = PositionOf(_slots[slot]);
            if (!_sameSlot.TryGetValue(first, out var queue)) _sameSlot[first] = queue = new();
            queue.Enqueue(_arena.Append(record));
            return;
        }

        if (++_used > _slots.Length / 4 * 3) Grow();
        _slots[FreeSlot(_slots, hash)] = Pack(hash, _arena.Append(record));
    }

    /// <summary>Takes the oldest entry with a path out.</summary>
    public bool TryTake(ulong hash, ReadOnlySpan<byte> key, [NotNullWhen(true)] out ParkedEntry? entry)
    {
        entry = null;
        if (Count == 0 || Find(hash, key) is not (>= 0 and var slot)) return false;

        Count--;
        long position = PositionOf(_slots[slot]);
        entry = ParkedEntry.FromBytes(_arena.Read(position), _globals);
        _arena.Release(position);
        if (_sameSlot.Remove(position, out var queue))
        {
            long next = queue.Dequeue();
            _slots[slot] = Pack(hash, next);
            if (queue.Count > 0) _sameSlot[next] = queue;
        }
        else
        {
            _slots[slot] = Removed;
        }

        return true;
    }

    /// <summary>What is left, in the order in which it was parked.</summary>
    public IEnumerable<ParkedEntry> Remaining()
    {
        // A million of them: one array of the right length, and no list that grows to it.
        long[] positions = new long[Count];
        int count = 0;
        foreach (ulong slot in _slots)
        {
            if (slot is not (0 or Removed)) positions[count++] = PositionOf(slot);
        }

        foreach (long position in _sameSlot.Values.SelectMany(q => q)) positions[count++] = position;
        Array.Sort(positions);
        foreach (long position in positions) yield return ParkedEntry.FromBytes(_arena.Read(position), _globals);
    }

    /// <summary>Drops everything.</summary>
    public void Dispose() => _arena.Dispose();

    // Entries in a row share one list.
    private int NumberOf(IReadOnlyList<PaxRecord> globals)
    {
        if (_globals.Count > 0 && ReferenceEquals(_globals[^1], globals)) return _globals.Count - 1;

        _globalBytes += globals.Sum(r => (long)r.KeyBytes.Length + r.Value.Length);
        if (_globalBytes > MaxGlobalBytes)
        {
            throw new ReproException(
                DiagnosticCodes.LimitExceeded,
                $"The layers' entries are in another order and change their global records too often: more than MaxGlobalBytes = {MaxGlobalBytes} bytes of them.");
        }

        _globals.Add(globals);
        return _globals.Count - 1;
    }

    private int Find(ulong hash, ReadOnlySpan<byte> key)
    {
        for (int i = Start(_slots, hash); _slots[i] != 0; i = (i + 1) & (_slots.Length - 1))
        {
            ulong slot = _slots[i];
            if (slot != Removed && slot >> PositionBits == hash >> PositionBits
                && ParkedEntry.KeyOf(_arena.Read(PositionOf(slot))).SequenceEqual(key)) return i;
        }

        return -1;
    }

    private void Grow()
    {
        ulong[] old = _slots;
        int live = old.Count(s => s is not (0 or Removed));
        _slots = new ulong[live > old.Length / 2 ? old.Length * 2 : old.Length];
        _used = live + 1;
        foreach (ulong slot in old)
        {
            if (slot is not (0 or Removed)) _slots[FreeSlot(_slots, slot)] = slot;
        }
    }

    // The place of a slot follows from the bits of the hash that the slot keeps, so that growing reads no record.
    private static int Start(ulong[] slots, ulong hash) => (int)(hash >> PositionBits) & (slots.Length - 1);

    private static int FreeSlot(ulong[] slots, ulong hash)
    {
        int i = Start(slots, hash);
        while (slots[i] != 0) i = (i + 1) & (slots.Length - 1);
        return i;
    }

    private static ulong Pack(ulong hash, long position) => (hash & ~PositionMask) | (ulong)(position + 1);

    private static long PositionOf(ulong slot) => (long)(slot & PositionMask) - 1;
}
