using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Dotnet;

/// <summary>A package of NuGet: its core properties have a random name, its entries the time of packing.</summary>
internal sealed partial class Nupkg : SideCause
{
    private const string CoreProperties = "package/services/metadata/core-properties/", Relations = "_rels/.rels";
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override string Id => "nupkg";

    public override string Code => "REPRO5611";

    public override string Title => "Chance and times in packages of NuGet";

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Pack deterministically: in the project that is packed, with an SDK that knows the properties.", "<Deterministic>true</Deterministic>\n<DeterministicTimestamp>315619200</DeterministicTimestamp>");

    protected override string Sentence(ContentPair pair, string left, string right) => $"{pair.ShownPath} was packed with another name or time: {left} against {right}";

    protected override CanonicalSide? Form(ReadOnlyMemory<byte> content, string name, BuildTrace trace)
    {
        if (!content.Span.StartsWith("PK\u0003\u0004"u8) || !(name.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".snupkg", StringComparison.OrdinalIgnoreCase))) return null;

        var noise = new List<string>();
        using var packed = new MemoryStream(content.ToArray());
        using var archive = new ZipArchive(packed, ZipArchiveMode.Read);
        if (archive.Entries.Count > ContentLimits.MaxMembers) throw new InvalidDataException($"over {ContentLimits.MaxMembers} entries");

        long sum = 0;
        using var form = new MemoryStream();
        using (var to = new ZipArchive(form, ZipArchiveMode.Create, leaveOpen: true))
        {
            to.Comment = archive.Comment;
            foreach (var entry in archive.Entries)
            {
                sum += entry.Length;
                if (sum > ContentLimits.MaxExpandedBytes || sum > (1 << 20) + ((long)content.Length * ContentLimits.MaxRatio)) throw new InvalidDataException("the package holds too much");
                Copy(entry, to, noise);
            }
        }

        return new CanonicalSide(form.ToArray(), noise);
    }

    private static void Copy(ZipArchiveEntry entry, ZipArchive to, List<string> noise)
    {
        using var content = new MemoryStream();
        using (var stream = entry.Open()) stream.CopyTo(content);
        byte[] bytes = content.ToArray();
        if (bytes.Length != entry.Length || Crc32.HashToUInt32(bytes) != entry.Crc32) throw new InvalidDataException("an entry is not what it says");

        string name = entry.FullName;
        if (name.StartsWith(CoreProperties, StringComparison.Ordinal) && name.EndsWith(".psmdcp", StringComparison.Ordinal))
        {
            noise.Add(name[CoreProperties.Length..]);
            name = CoreProperties + "0.psmdcp";
        }
        else if (name == Relations)
        {
            bytes = Encoding.UTF8.GetBytes(Random().Replace(new UTF8Encoding(false, true).GetString(bytes), m =>
            {
                noise.Add(m.Groups["random"].Value);
                return m.Groups["before"].Value + "0" + m.Groups["after"].Value;
            }));
        }

        noise.Add(entry.LastWriteTime.DateTime.ToString("s", System.Globalization.CultureInfo.InvariantCulture));
        var copy = to.CreateEntry(name, CompressionLevel.NoCompression);
        copy.LastWriteTime = Time;
        copy.Comment = entry.Comment;
        copy.ExternalAttributes = entry.ExternalAttributes;
        using var target = copy.Open();
        target.Write(bytes);
    }

    // Open Packaging Conventions, section 6.5: the ID of a relation, and the name of the part that holds the core properties.
    [GeneratedRegex("""(?<before>/core-properties/)(?<random>[0-9a-f]{32})(?<after>\.psmdcp")|(?<before> Id="R)(?<random>[0-9A-F]{16})(?<after>")""", RegexOptions.CultureInvariant)]
    private static partial Regex Random();
}
