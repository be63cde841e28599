using System.Globalization;
using System.Text;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The list of what is in a single-file application.</summary>
/// <param name="Fields">What it says of the whole.</param>
/// <param name="Entries">The files.</param>
internal sealed record BundleList(IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<BundleEntry> Entries)
{
    // In bytes: more than the names of all the files that are looked at take.
    private const int MaxLength = 8 << 20;

    /// <summary>Reads the list.</summary>
    /// <param name="content">The application.</param>
    /// <param name="at">Where the list begins there; it is all of the rest.</param>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>.</exception>
    public static BundleList Read(Stream content, long at)
    {
        if (at < 0 || content.Length - at is <= 0 or > MaxLength) throw new InvalidDataException("a bundle without a list");
        byte[] list = new byte[content.Length - at];
        content.Position = at;
        content.ReadExactly(list);
        using var reader = new BinaryReader(new MemoryStream(list), new UTF8Encoding(false, true));
        uint major = reader.ReadUInt32(), minor = reader.ReadUInt32();
        if (major is not (2 or 6)) throw new InvalidDataException($"a bundle of version {major}");

        int count = reader.ReadInt32();
        if (count is < 0 or > ContentLimits.MaxMembers) throw new InvalidDataException($"a bundle of {count} files");
        string id = reader.ReadString();
        var (depsOffset, depsSize) = (reader.ReadInt64(), reader.ReadInt64());
        var (configOffset, configSize) = (reader.ReadInt64(), reader.ReadInt64());
        ulong flags = reader.ReadUInt64();

        var entries = new List<BundleEntry>();
        for (int i = 0; i < count; i++)
        {
            long offset = reader.ReadInt64(), size = reader.ReadInt64(), compressed = major >= 6 ? reader.ReadInt64() : 0;
            byte type = reader.ReadByte();
            if (offset < 0 || size < 0 || compressed < 0 || size > ContentLimits.MaxExpandedBytes) throw new InvalidDataException("a file outside of the bundle");
            entries.Add(new BundleEntry(reader.ReadString(), type, offset, size, compressed));
        }

        if (reader.BaseStream.Position != list.Length) throw new InvalidDataException("bytes behind the list of a bundle");
        return new BundleList(
            [
                new("bundle id", id), new("version", $"{major}.{minor}"), new("flags", flags.ToString("x", CultureInfo.InvariantCulture)),
                new("dependencies", At(entries, depsOffset, depsSize)), new("configuration", At(entries, configOffset, configSize)),
            ],
            entries);
    }

    // Two files without bytes may stand at one place; the list names neither of them then.
    private static string At(List<BundleEntry> entries, long offset, long size) =>
        offset == 0 && size == 0 ? "-"
        : entries.FirstOrDefault(e => e.Offset == offset && e.Size == size)?.Path ?? throw new InvalidDataException("the list names a file that is not there");
}
