using System.Buffers.Binary;
using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>An entry that waits for its like of the other side, and what is known of its content.</summary>
/// <param name="Entry">The entry, without its content.</param>
/// <param name="Index">Its place among the entries of its side, from 0.</param>
/// <param name="Content">What is known of its content.</param>
internal sealed record ParkedEntry(TarEntry Entry, long Index, ContentPrint Content)
{
    /// <summary>The entry's key; see <see cref="EntryKey"/>.</summary>
    public ReadOnlyMemory<byte> Key => EntryKey.Of(Entry);

    /// <summary>The record's form in an arena: the key first, so that it can be looked at alone.</summary>
    /// <param name="globals">A number for the global records in force.</param>
    public byte[] ToBytes(int globals)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Key.Length);
        writer.Write(Key.Span);
        writer.Write7BitEncodedInt(globals);
        writer.Write7BitEncodedInt64(Index);
        Content.Save(writer);
        Entry.Save(writer);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> has made.</summary>
    /// <param name="record">The record.</param>
    /// <param name="globals">The global records by their number.</param>
    public static ParkedEntry FromBytes(ReadOnlySpan<byte> record, IReadOnlyList<IReadOnlyList<PaxRecord>> globals)
    {
        using var reader = new BinaryReader(new MemoryStream(record[(sizeof(int) + KeyOf(record).Length)..].ToArray()));
        int inForce = reader.Read7BitEncodedInt();
        long index = reader.Read7BitEncodedInt64();
        var content = ContentPrint.Restore(reader);
        return new ParkedEntry(TarEntry.Restore(reader, globals[inForce]), index, content);
    }

    /// <summary>The key alone.</summary>
    public static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> record) =>
        record.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(record));
}
