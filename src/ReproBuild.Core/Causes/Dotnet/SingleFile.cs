using System.Globalization;
using System.Text;
using ReproBuild.Causes.Formats;

namespace ReproBuild.Causes.Dotnet;

/// <summary>A .NET application in one file, as <see cref="BundleLayout"/> reads it.</summary>
internal sealed class SingleFile : ContainerFormat
{
    /// <summary>The member that is no file of the bundle: what stands before the first.</summary>
    public const string Host = "(host)";

    public override string Name => "single-file";

    public override ICause MetadataCause { get; } = new SingleFileCause();

    // What a canonical form begins with: a list of the files, which no system runs.
    private static ReadOnlySpan<byte> Magic => "files of a single-file application\n"u8;

    public override bool Recognises(ReadOnlySpan<byte> content, string name) =>
        content.StartsWith(Magic) || BundleLayout.Recognises(content);

    public override bool IsNoise(string field) => field is "bundle id" or "compressed size";

    public override IReadOnlyList<ContainerMember> Read(ReadOnlyMemory<byte> content)
    {
        if (content.Span.StartsWith(Magic)) return ReadForm(content[Magic.Length..]);
        var layout = BundleLayout.Read(ArrayBytes.Open(content));
        byte[] host = content[..(int)layout.HostLength].ToArray();
        host.AsSpan((int)layout.Place, sizeof(long)).Clear();
        var members = new List<ContainerMember> { new(Host, host, layout.Fields) };
        long sum = host.Length;
        foreach (var entry in layout.Entries) members.Add(Member(entry, content.Slice((int)entry.Offset, (int)entry.Stored), ref sum));
        return members;
    }

    public override byte[] Write(IReadOnlyList<ContainerMember> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return Form(members.OrderBy(m => m.Name, StringComparer.Ordinal), f => !IsNoise(f.Key));
    }

    /// <summary>Writes a list of members that <see cref="Read"/> takes for an application.</summary>
    /// <param name="members">The members.</param>
    /// <param name="keeps">Which of their fields it holds.</param>
    public static byte[] Form(IEnumerable<ContainerMember> members, Func<KeyValuePair<string, string>, bool> keeps)
    {
        var written = members.Select(m => (Member: m, Fields: m.Fields.Where(keeps).ToArray())).ToArray();

        // It is long, and made twice: an array that grows would take twice as much.
        byte[] form = new byte[Magic.Length + sizeof(int) + written.Sum(w => Length(w.Member, w.Fields))];
        using var writer = new BinaryWriter(new MemoryStream(form), Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(written.Length);
        foreach (var (member, fields) in written)
        {
            writer.Write(member.Name);
            writer.Write(fields.Length);
            foreach (var (name, value) in fields)
            {
                writer.Write(name);
                writer.Write(value);
            }

            writer.Write(member.Content.Length);
            writer.Write(member.Content.Span);
        }

        return form;
    }

    private static int Length(ContainerMember member, KeyValuePair<string, string>[] fields) =>
        checked(Length(member.Name) + sizeof(int) + fields.Sum(f => Length(f.Key) + Length(f.Value)) + sizeof(int) + member.Content.Length);

    // A string stands behind its length, which has 7 bits a byte.
    private static int Length(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text), prefix = 1;
        for (int left = length >> 7; left > 0; left >>= 7) prefix++;
        return prefix + length;
    }

    private static List<ContainerMember> ReadForm(ReadOnlyMemory<byte> form)
    {
        using var reader = new BinaryReader(ArrayBytes.Open(form), Encoding.UTF8);
        int count = reader.ReadInt32();
        if (count is < 0 or > ContentLimits.MaxMembers) throw new InvalidDataException($"the bundle has over {ContentLimits.MaxMembers} files");
        var members = new List<ContainerMember>();
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            var fields = new List<KeyValuePair<string, string>>();
            for (int left = reader.ReadInt32(); left > 0; left--) fields.Add(new(reader.ReadString(), reader.ReadString()));
            int length = reader.ReadInt32(), at = (int)reader.BaseStream.Position;
            members.Add(new ContainerMember(name, form.Slice(at, length), fields));
            reader.BaseStream.Position = at + length;
        }

        return reader.BaseStream.Position == form.Length ? members : throw new InvalidDataException("bytes behind the files of a bundle");
    }

    /// <summary>A file of an application, unpacked.</summary>
    /// <param name="entry">What the list says of it.</param>
    /// <param name="stored">Its bytes as they stand there.</param>
    /// <param name="sum">How many bytes were unpacked so far, and with it.</param>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>.</exception>
    public static ContainerMember Member(BundleEntry entry, ReadOnlyMemory<byte> stored, ref long sum)
    {
        sum += entry.Size;
        if (sum > ContentLimits.MaxExpandedBytes) throw new InvalidDataException("the bundle holds too much");
        if (entry.Compressed > 0 && entry.Size > (1 << 20) + (entry.Compressed * ContentLimits.MaxRatio)) throw new InvalidDataException("a file of the bundle grows too much");

        var fields = new List<KeyValuePair<string, string>> { new("type", entry.Type.ToString(CultureInfo.InvariantCulture)) };
        if (entry.Compressed == 0) return new ContainerMember(entry.Path, stored, fields);

        fields.Add(new("compressed size", entry.Compressed.ToString(CultureInfo.InvariantCulture)));
        byte[] content = new byte[entry.Size];
        using var inflated = new System.IO.Compression.DeflateStream(new MemoryStream(stored.ToArray()), System.IO.Compression.CompressionMode.Decompress);
        inflated.ReadExactly(content);
        if (inflated.ReadByte() >= 0) throw new InvalidDataException("a file of the bundle is longer than it says");
        return new ContainerMember(entry.Path, content, fields);
    }
}
