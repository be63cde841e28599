using System.Text;
using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>A number for each of many paths, by hashes of them: twelve bytes a slot, where a dictionary takes twice as much for a million of them.</summary>
internal sealed class PathNumbers
{
    // The hashes, never 0, and the numbers beside them.
    private ulong[] _hashes = new ulong[64];
    private int[] _numbers = new int[64];

    /// <summary>How many paths have a number.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a path; null where it has none.</summary>
    /// <param name="path">The path, as the tar gives it.</param>
    public int? this[string path] => Count == 0 ? null : this[Key(path)];

    /// <summary>The number of a path; null where it has none.</summary>
    /// <param name="key">The hash of the path, as <see cref="Key"/> gives it.</param>
    public int? this[ulong key]
    {
        get
        {
            int slot = Slot(_hashes, key);
            return _hashes[slot] == 0 ? null : _numbers[slot];
        }
    }

    /// <summary>Gives a path a number, or another one than it had.</summary>
    public void Set(ulong key, int number)
    {
        int slot = Slot(_hashes, key);
        _numbers[slot] = number;
        if (_hashes[slot] == key) return;

        _hashes[slot] = key;
        if (++Count > _hashes.Length / 4 * 3) Grow();
    }

    /// <summary>What a path goes by, however it is written.</summary>
    public static ulong Key(string path) => EntryKey.Hash(Encoding.UTF8.GetBytes(ImagePath.Clean(path))) | 1;

    private void Grow()
    {
        var (hashes, numbers) = (new ulong[_hashes.Length * 2], new int[_hashes.Length * 2]);
        for (int i = 0; i < _hashes.Length; i++)
        {
            if (_hashes[i] == 0) continue;
            int slot = Slot(hashes, _hashes[i]);
            (hashes[slot], numbers[slot]) = (_hashes[i], _numbers[i]);
        }

        (_hashes, _numbers) = (hashes, numbers);
    }

    private static int Slot(ulong[] hashes, ulong key)
    {
        int i = (int)(key >> 32) & (hashes.Length - 1);
        while (hashes[i] != 0 && hashes[i] != key) i = (i + 1) & (hashes.Length - 1);
        return i;
    }
}
