using System.Security.Cryptography;
using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>What is remembered of a content that could not be compared byte against byte.</summary>
/// <param name="Size">Its length, in bytes.</param>
/// <param name="Hash">Its SHA-256; empty where it has no bytes.</param>
/// <param name="Kept">The content itself where it is small; else empty.</param>
internal sealed record ContentPrint(long Size, byte[] Hash, byte[] Kept)
{
    /// <summary>The longest content that is kept whole, in bytes, so that its first differing line can be shown.</summary>
    public const int KeptSize = 1024;

    /// <summary>Takes the print of the content at which a reader stands.</summary>
    public static ContentPrint Of(LayerReader reader, TarEntry entry)
    {
        SparseLimit.Check(reader, entry);
        if (entry.Size == 0) return new ContentPrint(0, [], []);
        if (entry.SparseMap is not null)
        {
            using var whole = reader.OpenContent();
            return new ContentPrint(entry.Size, SHA256.HashData(whole), []);
        }

        if (entry.Size <= KeptSize)
        {
            byte[] content = new byte[entry.Size];
            for (int at = 0; reader.TryReadContent(out var piece); at += piece.Length) piece.CopyTo(content.AsSpan(at));
            return new ContentPrint(entry.Size, SHA256.HashData(content), content);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (reader.TryReadContent(out var piece)) hash.AppendData(piece);
        return new ContentPrint(entry.Size, hash.GetHashAndReset(), []);
    }

    /// <summary>Whether two contents are the same.</summary>
    public bool IsSameAs(ContentPrint other) => Size == other.Size && Hash.AsSpan().SequenceEqual(other.Hash);

    /// <summary>Writes what <see cref="Restore"/> reads.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write7BitEncodedInt64(Size);
        to.Write((byte)Hash.Length);
        to.Write(Hash);
        to.Write7BitEncodedInt(Kept.Length);
        to.Write(Kept);
    }

    /// <summary>Reads what <see cref="Save"/> has written.</summary>
    public static ContentPrint Restore(BinaryReader from) => new(
        from.Read7BitEncodedInt64(), from.ReadBytes(from.ReadByte()), from.ReadBytes(from.Read7BitEncodedInt()));
}
