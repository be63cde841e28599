using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ReproBuild.Causes.Dotnet;

/// <summary>A .NET application in one file: the host, files after it, and a list of them at its end (dotnet/designs, bundle format 2 and 6).</summary>
internal sealed class SingleFile : ContainerFormat
{
    /// <summary>The member that is no file of the bundle: what stands before the first.</summary>
    public const string Host = "(host)";

    // What the SDK looks for in its host (BUNDLE_SIGNATURE); the offset of the list stands right before it.
    private static readonly byte[] Signature = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    public override string Name => "single-file";

    public override ICause MetadataCause { get; } = new SingleFileCause();

    // What a canonical form begins with: a list of the files, which no system runs.
    private static ReadOnlySpan<byte> Magic => "files of a single-file application\n"u8;

    public override bool Recognises(ReadOnlySpan<byte> content, string name) =>
        content.StartsWith(Magic) || (content.StartsWith("\u007fELF"u8) || content.StartsWith("MZ"u8)) && content.IndexOf(Signature) is var at and >= 8
        && BinaryPrimitives.ReadInt64LittleEndian(content[(at - 8)..]) != 0;

    public override bool IsNoise(string field) => field is "bundle id" or "compressed size";

    public override IReadOnlyList<ContainerMember> Read(ReadOnlyMemory<byte> content)
    {
        if (content.Span.StartsWith(Magic)) return ReadForm(content[Magic.Length..]);
        int place = content.Span.IndexOf(Signature) - 8;
        int list = checked((int)BinaryPrimitives.ReadInt64LittleEndian(content.Span[place..]));
        var bundle = BundleList.Read(content[list..]);

        int first = bundle.Entries.Select(e => checked((int)e.Offset)).Append(list).Min();
        byte[] host = content[..first].ToArray();
        host.AsSpan(place, 8).Clear();
        var members = new List<ContainerMember> { new(Host, host, bundle.Fields) };
        long sum = first;
        int end = first;
        foreach (var entry in bundle.Entries.OrderBy(e => e.Offset))
        {
            // What stands between files would be lost: it is padding, or this is no bundle as it is known.
            if (entry.Offset < end || content.Span[end..checked((int)entry.Offset)].ContainsAnyExcept((byte)0)) throw new InvalidDataException("bytes between the files of a bundle");
            end = checked((int)(entry.Offset + entry.Stored));
            members.Add(Member(entry, content[checked((int)entry.Offset)..end], ref sum));
        }

        if (content.Span[end..list].ContainsAnyExcept((byte)0) || bundle.Length != content.Length - list) throw new InvalidDataException("bytes around the list of a bundle");
        return members;
    }

    public override byte[] Write(IReadOnlyList<ContainerMember> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        using var form = new MemoryStream();
        using var writer = new BinaryWriter(form, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(members.Count);
        foreach (var member in members.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            writer.Write(member.Name);
            var fields = member.Fields.Where(f => !IsNoise(f.Key)).ToArray();
            writer.Write(fields.Length);
            foreach (var (name, value) in fields)
            {
                writer.Write(name);
                writer.Write(value);
            }

            writer.Write(member.Content.Length);
            writer.Write(member.Content.Span);
        }

        writer.Flush();
        return form.ToArray();
    }

    private static List<ContainerMember> ReadForm(ReadOnlyMemory<byte> form)
    {
        using var reader = new BinaryReader(new MemoryStream(form.ToArray()), Encoding.UTF8);
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

    private static ContainerMember Member(BundleEntry entry, ReadOnlyMemory<byte> stored, ref long sum)
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
