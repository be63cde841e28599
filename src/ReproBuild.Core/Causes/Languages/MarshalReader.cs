using System.Buffers.Binary;

namespace ReproBuild.Causes.Languages;

/// <summary>Writes Python's marshalled objects anew: without references, nothing interned, sets sorted. CPython, <c>Python/marshal.c</c>.</summary>
/// <remarks>What is left out is how the interpreter shared objects while it compiled; the objects are equal.</remarks>
/// <param name="data">The bytes behind the header.</param>
/// <param name="magic">The number of the format.</param>
internal sealed class MarshalReader(ReadOnlyMemory<byte> data, int magic)
{
    private const int MaxDepth = 200;
    private const long MaxBytes = 64 << 20;

    // Python 3.8, 3.11 and what follows.
    private const int Python38 = 3400, Python311 = 3450;

    private readonly List<byte[]?> _shared = [];
    private int _at, _depth;
    private long _bytes;

    /// <summary>The canonical form.</summary>
    /// <exception cref="InvalidDataException">The data are malformed, or too much.</exception>
    public byte[] Canonical()
    {
        byte[] form = Next();
        return _at == data.Length ? form : throw new InvalidDataException("something follows the marshalled object");
    }

    private byte[] Next()
    {
        if (++_depth > MaxDepth) throw new InvalidDataException("the marshalled objects are nested too deeply");
        byte tag = data.Span[_at++];
        int place = -1;
        if ((tag & 0x80) != 0)
        {
            place = _shared.Count;
            _shared.Add(null);
        }

        byte[] form = Body((char)(tag & 0x7f));
        _bytes += form.Length;
        if (_bytes > MaxBytes) throw new InvalidDataException("the marshalled objects are too many");
        if (place >= 0) _shared[place] = form;
        _depth--;
        return form;
    }

    private byte[] Body(char tag) => tag switch
    {
        '0' or 'N' or 'F' or 'T' or 'S' or '.' => [(byte)tag],
        'i' => [(byte)tag, .. Take(4)],
        'I' or 'g' => [(byte)tag, .. Take(8)],
        'y' => [(byte)tag, .. Take(16)],
        'l' => Long(),
        's' => Text('s', Length()),
        't' or 'u' or 'a' or 'A' => Text('u', Length()),
        'z' or 'Z' => Text('u', Take(1)[0]),
        ')' => Sequence('(', Take(1)[0], sort: false),
        '(' or '[' => Sequence(tag, Length(), sort: false),
        '<' or '>' => Sequence(tag, Length(), sort: true),
        '{' => Dictionary(),
        'c' => Code(),
        'r' => Reference(),
        _ => throw new NotSupportedException("marshalled objects of an unknown kind"),
    };

    private ReadOnlySpan<byte> Take(int count)
    {
        var bytes = data.Span.Slice(_at, count);
        _at += count;
        return bytes;
    }

    private int Length() => BinaryPrimitives.ReadInt32LittleEndian(Take(4)) is >= 0 and var length && length <= data.Length ? length : throw new InvalidDataException("a marshalled object is longer than the file");

    private byte[] Long()
    {
        var count = Take(4);
        long digits = Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(count));
        if (digits > data.Length) throw new InvalidDataException("a marshalled number is longer than the file");
        return [(byte)'l', .. count, .. Take((int)digits * 2)];
    }

    private byte[] Text(char tag, int length) => [.. Tagged(tag, length), .. Take(length)];

    private byte[] Sequence(char tag, int count, bool sort)
    {
        if (count > data.Length - _at) throw new InvalidDataException("a marshalled sequence is longer than the file");
        var items = new List<byte[]>(count);
        for (int i = 0; i < count; i++) items.Add(Next());
        if (sort) items.Sort((x, y) => x.AsSpan().SequenceCompareTo(y));
        return Joined(Tagged(tag, count), items);
    }

    private byte[] Dictionary()
    {
        var items = new List<byte[]>();
        byte[] key;
        while ((key = Next()) is not [(byte)'0'])
        {
            items.Add(key);
            items.Add(Next());
        }

        items.Add(key);
        return Joined([(byte)'{'], items);
    }

    private byte[] Code()
    {
        if (magic < Python38) throw new NotSupportedException("compiled Python of a version before 3.8");
        bool modern = magic >= Python311;
        var parts = new List<byte[]> { Take(modern ? 20 : 24).ToArray() };
        for (int i = 0; i < 8; i++) parts.Add(Next());
        parts.Add(Take(4).ToArray());
        for (int i = 0; i < (modern ? 2 : 1); i++) parts.Add(Next());
        return Joined([(byte)'c'], parts);
    }

    private byte[] Reference()
    {
        int place = Length();
        return place < _shared.Count && _shared[place] is { } form ? form : throw new InvalidDataException("a marshalled reference leads nowhere");
    }

    private static byte[] Tagged(char tag, int length)
    {
        byte[] bytes = [(byte)tag, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), length);
        return bytes;
    }

    private byte[] Joined(byte[] head, List<byte[]> parts)
    {
        long length = head.Length + parts.Sum(p => (long)p.Length);
        if (_bytes + length > MaxBytes) throw new InvalidDataException("the marshalled objects are too many");
        byte[] all = new byte[length];
        head.CopyTo(all, 0);
        int at = head.Length;
        foreach (byte[] part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        return all;
    }
}
