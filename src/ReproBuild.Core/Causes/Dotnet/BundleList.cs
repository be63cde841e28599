using System.Globalization;
using System.Text;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The list of what is in a single-file application.</summary>
/// <param name="Fields">What it says of the whole.</param>
/// <param name="Entries">The files.</param>
/// <param name="Length">How many bytes it takes.</param>
internal sealed record BundleList(IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<BundleEntry> Entries, long Length)
{
    /// <summary>Reads the list.</summary>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>.</exception>
    public static BundleList Read(ReadOnlyMemory<byte> content)
    {
        using var reader = new BinaryReader(new MemoryStream(content.ToArray()), new UTF8Encoding(false, true));
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

        return new BundleList(
            [
                new("bundle id", id), new("version", $"{major}.{minor}"), new("flags", flags.ToString("x", CultureInfo.InvariantCulture)),
                new("dependencies", At(entries, depsOffset, depsSize)), new("configuration", At(entries, configOffset, configSize)),
            ],
            entries, reader.BaseStream.Position);
    }

    // Two files without bytes may stand at one place; the list names neither of them then.
    private static string At(List<BundleEntry> entries, long offset, long size) =>
        offset == 0 && size == 0 ? "-"
        : entries.FirstOrDefault(e => e.Offset == offset && e.Size == size)?.Path ?? throw new InvalidDataException("the list names a file that is not there");
}
