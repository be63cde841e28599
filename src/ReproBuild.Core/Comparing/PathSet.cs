namespace ReproBuild.Comparing;

/// <summary>A set of path hashes, eight bytes a slot, so that a million paths cost no more than 16 MB.</summary>
internal sealed class PathSet
{
    private ulong[] _slots = new ulong[64];
    private int _count;

    /// <summary>Adds a hash.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(ulong hash)
    {
        hash |= 1;
        if (!Insert(_slots, hash)) return false;
        if (++_count <= _slots.Length / 4 * 3) return true;

        ulong[] grown = new ulong[_slots.Length * 2];
        foreach (ulong slot in _slots)
        {
            if (slot != 0) Insert(grown, slot);
        }

        _slots = grown;
        return true;
    }

    /// <summary>Whether a hash was added.</summary>
    public bool Contains(ulong hash)
    {
        hash |= 1;
        int i = Start(_slots, hash);
        while (_slots[i] != 0 && _slots[i] != hash) i = (i + 1) & (_slots.Length - 1);
        return _slots[i] == hash;
    }

    private static bool Insert(ulong[] slots, ulong hash)
    {
        int i = Start(slots, hash);
        while (slots[i] != 0 && slots[i] != hash) i = (i + 1) & (slots.Length - 1);
        if (slots[i] == hash) return false;
        slots[i] = hash;
        return true;
    }

    private static int Start(ulong[] slots, ulong hash) => (int)(hash >> 32) & (slots.Length - 1);
}
