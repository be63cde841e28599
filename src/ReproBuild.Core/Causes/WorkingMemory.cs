using System.IO.Hashing;

namespace ReproBuild.Causes;

/// <summary>
/// What explaining one content has in memory: its two sides, what the archives in them unpack to, and what is written of that. Bounded, however
/// archives lie in archives; of several contents that are explained at once, one alone may unpack much.
/// </summary>
/// <remarks>
/// Of the thread that explains, so that no format and no cause needs to hand it on; where nobody began one, nothing is counted.
/// Bytes are counted when they are made, and no longer once the archive that they belong to is done with.
/// </remarks>
internal sealed class WorkingMemory : IDisposable
{
    // What each thread may unpack beside the others.
    private const long Free = 4L << 20;

    // Members as short as this are not worth being looked for among those that are known.
    private const int Short = 4 << 10;

    private static readonly object One = new();
    [ThreadStatic] private static WorkingMemory? ofThread;

    private readonly Dictionary<UInt128, byte[]> _known = [];
    private readonly List<UInt128> _inOrder = [];
    private readonly long _begin;
    private long _bytes, _garbage;
    private bool _alone;

    private WorkingMemory(long bytes) => _begin = _bytes = bytes;

    /// <summary>Begins to count for this thread, until it is disposed of.</summary>
    /// <param name="bytes">The length of both sides together.</param>
    public static WorkingMemory Begin(long bytes) => ofThread = new WorkingMemory(bytes);

    /// <summary>Counts bytes that were unpacked or written.</summary>
    /// <exception cref="InvalidDataException">They are more than <see cref="ContentLimits.MaxWorkingBytes"/> together.</exception>
    public static void Add(long bytes) => ofThread?.Count(bytes);

    /// <summary>Sees to it that there is room for more, before it is made.</summary>
    /// <exception cref="InvalidDataException">With what was noted it would be more than <see cref="ContentLimits.MaxWorkingBytes"/>.</exception>
    public static void CheckRoom(long bytes)
    {
        Add(bytes);
        Note(-bytes);
    }

    /// <summary>Counts bytes that there are already, or are no longer, where no exception may be thrown.</summary>
    public static void Note(long bytes)
    {
        if (ofThread is { } memory) memory._bytes += bytes;
    }

    /// <summary>The same bytes as an array that is known already, where there is one, so that what both sides have is in memory once.</summary>
    /// <param name="content">What was unpacked, and counted.</param>
    public static byte[] Shared(byte[] content) => content.Length < Short || ofThread is null ? content : ofThread.Share(content);

    /// <summary>Has memory given back that archives have left; called where nothing on the stack holds them any longer.</summary>
    public static void GiveBack()
    {
        if (ofThread is not { } memory) return;
        LargeGarbage.Add(memory._garbage);
        memory._garbage = 0;
    }

    /// <summary>Begins an archive: what is counted and known from here on is forgotten when the answer is disposed of.</summary>
    public static Archive Open() => new(ofThread);

    /// <summary>Ends the counting.</summary>
    public void Dispose()
    {
        ofThread = null;
        LargeGarbage.Add(_garbage + _bytes - _begin);
        if (_alone) Monitor.Exit(One);
    }

    private void Count(long bytes)
    {
        _bytes += bytes;
        if (_bytes > ContentLimits.MaxWorkingBytes)
            throw new InvalidDataException($"what is in it takes more than the {ContentLimits.MaxWorkingBytes >> 20} MiB of memory that one file may have");
        if (_alone || _bytes - _begin <= Free) return;

        // Whoever is alone waits for nobody, so that its turn always ends.
        Monitor.Enter(One);
        _alone = true;
    }

    private byte[] Share(byte[] content)
    {
        var hash = XxHash128.HashToUInt128(content);
        if (_known.TryGetValue(hash, out byte[]? known))
        {
            if (!known.AsSpan().SequenceEqual(content)) return content;
            _bytes -= content.Length;
            LargeGarbage.Add(content.Length);
            return known;
        }

        _known[hash] = content;
        _inOrder.Add(hash);
        return content;
    }

    /// <summary>An archive that is open.</summary>
    public readonly struct Archive : IDisposable
    {
        private readonly WorkingMemory? _memory;
        private readonly long _bytes;
        private readonly int _known;

        internal Archive(WorkingMemory? memory)
        {
            _memory = memory;
            (_bytes, _known) = memory is null ? (0, 0) : (memory._bytes, memory._inOrder.Count);
        }

        /// <summary>Forgets what was unpacked.</summary>
        public void Dispose()
        {
            if (_memory is null) return;
            long unpacked = _memory._bytes - _bytes;
            _memory._bytes = _bytes;
            for (int i = _known; i < _memory._inOrder.Count; i++) _memory._known.Remove(_memory._inOrder[i]);
            _memory._inOrder.RemoveRange(_known, _memory._inOrder.Count - _known);
            _memory._garbage += unpacked;
        }
    }
}
