using System.Globalization;
using System.Text;
using ReproBuild.Archives;

namespace ReproBuild.Causes.Formats;

/// <summary>tar in all its dialects.</summary>
/// <remarks>Owners are content: whoever unpacks as root gets them.</remarks>
internal sealed class TarArchiveFormat : ContainerFormat
{
    private static readonly HashSet<string> InHeader = ["path", "linkpath", "size", "uid", "gid", "mtime"];

    public override string Name => "tar";

    public override ICause MetadataCause => FormatCause.Nested;

    public override bool Recognises(ReadOnlySpan<byte> content, string name) => content.Length >= 1024 && content.Slice(257, 5).SequenceEqual("ustar"u8);

    public override bool IsNoise(string field) => field is "mtime" or "pax.atime" or "pax.ctime" or "pax.LIBARCHIVE.creationtime";

    public override IReadOnlyList<ContainerMember> Read(ReadOnlyMemory<byte> content)
    {
        var members = new List<ContainerMember>();
        var meter = new ExpansionMeter(content.Length);
        using var reader = new TarEntryReader(ArrayBytes.Open(content), "the tar archive");
        while (reader.Next() is { } entry)
        {
            if (entry.Type is TarEntryType.Other or TarEntryType.SparseFile) throw new NotSupportedException("the tar archive has entries of an unusual kind");
            if (members.Count == ContentLimits.MaxMembers) throw new InvalidDataException($"the archive has over {ContentLimits.MaxMembers} members");
            var fields = new FieldList();
            string name = fields.Name(entry.PathBytes.Span);
            AddFields(fields, entry);
            var bytes = content.Slice((int)reader.Position, (int)reader.ContentRemaining);
            meter.AddStored(bytes.Length);
            while (reader.TryReadContent(out _))
            {
                // Nothing is copied; what fills the last block is known behind it.
            }

            if (entry.Padding.Span.ContainsAnyExcept((byte)0)) throw new NotSupportedException("the tar archive has something in its padding");
            members.Add(new ContainerMember(name, bytes, fields));
        }

        return reader.End is { IsZero: true } ? members : throw new NotSupportedException("something follows the last entry of the tar archive");
    }

    public override byte[] Write(IReadOnlyList<ContainerMember> members)
    {
        using var tar = new MemoryStream(members.Sum(m => ((m.Content.Length + 511) & ~511) + 512) + 1024);
        var writer = new CanonicalTarWriter(tar);
        foreach (var member in members.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            string Field(string name) => FieldList.Value(member, name) ?? "";
            long Number(string name) => long.Parse(Field(name), CultureInfo.InvariantCulture);
            var entry = new CanonicalTarEntry(FieldList.NameOf(member), Enum.Parse<TarEntryType>(Field("type")), 0)
            {
                Size = member.Content.Length,
                LinkTarget = Encoding.Latin1.GetBytes(Field("link")),
                Mode = (int)Number("mode"),
                Uid = Number("uid"),
                Gid = Number("gid"),
                DevMajor = (uint)Number("major"),
                DevMinor = (uint)Number("minor"),
                Records =
                [
                    .. member.Fields.Where(f => f.Key.StartsWith("pax.", StringComparison.Ordinal) && !IsNoise(f.Key))
                        .Select(f => new PaxRecord(Encoding.UTF8.GetBytes(f.Key[4..]), Encoding.Latin1.GetBytes(f.Value))),
                ],
            };
            using var content = ArrayBytes.Open(member.Content);
            writer.Write(entry, content);
        }

        writer.Finish();
        return tar.Length == tar.Capacity ? tar.GetBuffer() : tar.ToArray();
    }

    private static void AddFields(FieldList fields, TarEntry entry)
    {
        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
        fields.Add("gid", Text(entry.Gid));
        fields.Add("link", Encoding.Latin1.GetString(entry.LinkTargetBytes.Span));
        fields.Add("major", Text(entry.DevMajor));
        fields.Add("minor", Text(entry.DevMinor));
        fields.Add("mode", Text(entry.Mode & 0xfff));
        fields.Add("mtime", $"{Text(entry.MTime.Seconds)}.{entry.MTime.Nanoseconds.ToString("d9", CultureInfo.InvariantCulture)}");
        fields.Add("type", entry.Type.ToString());
        fields.Add("uid", Text(entry.Uid));

        var records = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!entry.UserNameBytes.IsEmpty) records["uname"] = Encoding.Latin1.GetString(entry.UserNameBytes.Span);
        if (!entry.GroupNameBytes.IsEmpty) records["gname"] = Encoding.Latin1.GetString(entry.GroupNameBytes.Span);
        foreach (var record in entry.GlobalRecords.Concat(entry.PaxRecords))
        {
            if (!InHeader.Contains(record.Key)) records[record.Key] = Encoding.Latin1.GetString(record.Value.Span);
        }

        foreach (var (key, value) in records) fields.Add($"pax.{key}", value);
    }
}
