using System.Buffers.Binary;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The tree of Win32 resources (PE format, section "The .rsrc Section").</summary>
internal static class NativeResourceTree
{
    private const int MaxEntries = 10_000, Levels = 3;

    /// <summary>The places that hold addresses of resources.</summary>
    /// <exception cref="InvalidDataException">The tree is no tree.</exception>
    public static IReadOnlyList<int> Addresses(byte[] section)
    {
        var places = new List<int>();
        Walk(section, 0, 1, places);
        return places;
    }

    private static void Walk(byte[] section, int directory, int level, List<int> places)
    {
        int count = Half(section, directory + 12) + Half(section, directory + 14);
        for (int i = 0; i < count; i++)
        {
            if (places.Count >= MaxEntries) throw new InvalidDataException($"over {MaxEntries} resources");
            uint target = BinaryPrimitives.ReadUInt32LittleEndian(section.AsSpan(directory + 16 + (i * 8) + 4));
            if (target < 0x8000_0000) places.Add(checked((int)target));
            else if (level == Levels) throw new InvalidDataException("the tree of resources is too deep");
            else Walk(section, (int)(target & 0x7FFF_FFFF), level + 1, places);
        }
    }

    private static int Half(byte[] section, int at) => BinaryPrimitives.ReadUInt16LittleEndian(section.AsSpan(at));
}
