using System.Globalization;
using System.Text;

namespace ReproBuild.Causes.Formats;

/// <summary>ar, as static libraries and Debian's packages use it; ar(5). Own code, since no library of ours reads it.</summary>
/// <remarks>Members keep their order: the tables of a library say where they begin, and Debian's packages begin with their version.</remarks>
internal sealed class ArFormat : ContainerFormat
{
    private const int HeaderLength = 60;

    public override string Name => "ar";

    public override ICause MetadataCause => FormatCause.Ar;

    public override bool Recognises(ReadOnlySpan<byte> content, string name) => content.StartsWith("!<arch>\n"u8);

    public override bool IsNoise(string field) => field is "mtime" or "uid" or "gid";

    public override IReadOnlyList<ContainerMember> Read(ReadOnlyMemory<byte> content)
    {
        var members = new List<ContainerMember>();
        for (int at = 8; at < content.Length;)
        {
            string header = Encoding.Latin1.GetString(content.Span.Slice(at, HeaderLength));
            if (header[58..] != "`\n") throw new InvalidDataException("a header of the ar archive is malformed");
            int size = int.Parse(Digits(header[48..58]), NumberStyles.None, CultureInfo.InvariantCulture);
            at += HeaderLength;
            members.Add(new ContainerMember(header[..16].TrimEnd(' '), content.Slice(at, size), new FieldList
            {
                { "gid", Digits(header[34..40]) },
                { "mode", Digits(header[40..48]) },
                { "mtime", Digits(header[16..28]) },
                { "uid", Digits(header[28..34]) },
            }));
            at += size;
            if (size % 2 != 0 && at < content.Length && content.Span[at++] != '\n') throw new InvalidDataException("the padding of the ar archive is malformed");
            if (members.Count > ContentLimits.MaxMembers) throw new InvalidDataException($"the archive has over {ContentLimits.MaxMembers} members");
        }

        return members;
    }

    public override byte[] Write(IReadOnlyList<ContainerMember> members)
    {
        using var ar = new MemoryStream(8 + members.Sum(m => HeaderLength + m.Content.Length + (m.Content.Length % 2)));
        ar.Write("!<arch>\n"u8);
        foreach (var member in members)
        {
            string header = $"{member.Name,-16}{0,-12}{0,-6}{0,-6}{FieldList.Value(member, "mode"),-8}{member.Content.Length,-10}`\n";
            ar.Write(Encoding.Latin1.GetBytes(header));
            ar.Write(member.Content.Span);
            if (member.Content.Length % 2 != 0) ar.WriteByte((byte)'\n');
        }

        return ar.Length == ar.Capacity ? ar.GetBuffer() : ar.ToArray();
    }

    private static string Digits(string field)
    {
        string digits = field.TrimEnd(' ');
        return digits.All(char.IsAsciiDigit) ? digits : throw new InvalidDataException("a number in a header of the ar archive is malformed");
    }
}
