using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>A Java key store says of each certificate when it was put there.</summary>
/// <remarks>
/// The layout is that of JKS, version 1 and 2: magic, version and count; of each entry a tag, an alias, a time in milliseconds and its data; then a digest
/// over all of it. The canonical form has no times and no digest, which follows from them, and sorts the entries, whose order is a hash map's.
/// </remarks>
internal sealed class JavaKeystore : ContentCause
{
    private const uint Magic = 0xFEEDFEED;
    private const int DigestLength = 20;

    public override string Id => "java-keystore";

    public override string Code => "REPRO5409";

    public override string Title => "Times in Java key stores";

    public override CanonicalPair? Match(ContentPair pair)
    {
        if (!IsOne(pair.Left.Span) || !IsOne(pair.Right.Span)) return null;

        var (left, right) = (Read(pair.Left), Read(pair.Right));
        var (l, r) = (left.Values.Select(e => e.Time).FirstOrDefault(), right.Values.Select(e => e.Time).FirstOrDefault());
        foreach (var (alias, entry) in left)
        {
            if (!right.TryGetValue(alias, out var other) || other.Time == entry.Time) continue;
            return Forms($"the time at which the certificate \"{Comparing.Printable.Escape(alias, 60)}\" was put there: {Time(entry.Time)} against {Time(other.Time)}");
        }

        return Forms($"certificates in the order of a hash map, put there at {Time(l)} and {Time(r)}");

        CanonicalPair Forms(string what) => new(Write(pair.Left, left), Write(pair.Right, right), $"{pair.ShownPath} is a Java key store that holds {what}");
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Make the store with a p11-kit that honours SOURCE_DATE_EPOCH (0.24 and later: trust extract --format=java-cacerts), or copy one that is made once.",
        DockerfileLine.AndThen(context.Instruction, "trust extract --overwrite --format=java-cacerts --filter=ca-anchors --purpose=server-auth /etc/ssl/certs/java/cacerts"));

    private static bool IsOne(ReadOnlySpan<byte> content) =>
        content.Length >= 12 + DigestLength && BinaryPrimitives.ReadUInt32BigEndian(content) == Magic && BinaryPrimitives.ReadUInt32BigEndian(content[4..]) is 1 or 2;

    private sealed record Entry(uint Tag, long Time, ReadOnlyMemory<byte> Data);

    private static SortedDictionary<string, Entry> Read(ReadOnlyMemory<byte> store)
    {
        uint version = BinaryPrimitives.ReadUInt32BigEndian(store.Span[4..]), count = BinaryPrimitives.ReadUInt32BigEndian(store.Span[8..]);
        var entries = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        int at = 12, end = store.Length - DigestLength;
        for (uint i = 0; i < count; i++)
        {
            uint tag = Number();
            if (tag != 2) throw new InvalidDataException("the key store holds keys, which are no certificates");
            string alias = Encoding.UTF8.GetString(Bytes(BinaryPrimitives.ReadUInt16BigEndian(Bytes(2).Span)).Span);
            long time = BinaryPrimitives.ReadInt64BigEndian(Bytes(8).Span);
            int start = at;
            if (version == 2) Bytes(BinaryPrimitives.ReadUInt16BigEndian(Bytes(2).Span));
            Bytes(checked((int)Number()));
            entries.Add(alias, new Entry(tag, time, store[start..at]));
        }

        return at == end ? entries : throw new InvalidDataException("the key store is longer than its entries");

        uint Number() => BinaryPrimitives.ReadUInt32BigEndian(Bytes(4).Span);

        ReadOnlyMemory<byte> Bytes(int length)
        {
            if (length < 0 || length > end - at) throw new EndOfStreamException("the key store ends within an entry");
            at += length;
            return store.Slice(at - length, length);
        }
    }

    private static byte[] Write(ReadOnlyMemory<byte> store, SortedDictionary<string, Entry> entries)
    {
        using var to = new MemoryStream();
        to.Write(store.Span[..12]);
        Span<byte> number = stackalloc byte[4];
        foreach (var (alias, entry) in entries)
        {
            byte[] name = Encoding.UTF8.GetBytes(alias);
            BinaryPrimitives.WriteUInt32BigEndian(number, entry.Tag);
            to.Write(number);
            BinaryPrimitives.WriteUInt16BigEndian(number, (ushort)name.Length);
            to.Write(number[..2]);
            to.Write(name);
            to.Write(new byte[8]);
            to.Write(entry.Data.Span);
        }

        to.Write(new byte[DigestLength]);
        return to.ToArray();
    }

    private static string Time(long milliseconds) => milliseconds is >= 0 and <= 253402300799999
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : milliseconds.ToString(CultureInfo.InvariantCulture);
}
