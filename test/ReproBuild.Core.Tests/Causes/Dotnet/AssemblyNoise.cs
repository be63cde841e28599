using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

/// <summary>The bytes of an assembly that never run: found by the library's reader alone, apart from how the causes find them.</summary>
internal static partial class AssemblyNoise
{
    public static IReadOnlyList<(int Start, int Length)> Ranges(byte[] file)
    {
        var ranges = new List<(int, int)>();
        using var pe = new PEReader([.. file]);
        ranges.Add((pe.PEHeaders.CoffHeaderStartOffset + 4, 4));
        ranges.Add((pe.PEHeaders.PEHeaderStartOffset + 64, 4));
        var reader = pe.GetMetadataReader();
        int mvid = MetadataTokens.GetHeapOffset(reader.GetModuleDefinition().Mvid) - 1;
        ranges.Add((pe.PEHeaders.MetadataStartOffset + reader.GetHeapMetadataOffset(HeapIndex.Guid) + (16 * mvid), 16));
        pe.PEHeaders.TryGetDirectoryOffset(pe.PEHeaders.PEHeader!.DebugTableDirectory, out int table);
        foreach (var (i, entry) in pe.ReadDebugDirectory().Index())
        {
            ranges.Add((table + (28 * i) + 4, 4));
            if (entry.Type is DebugDirectoryEntryType.CodeView) ranges.Add((entry.DataPointer + 4, entry.DataSize - 4));
            if (entry.Type is DebugDirectoryEntryType.PdbChecksum or DebugDirectoryEntryType.EmbeddedPortablePdb) ranges.Add((entry.DataPointer, entry.DataSize));
        }

        return ranges;
    }

    /// <summary>The digits of commits and of Razor's IDs, in one byte or two for a character.</summary>
    public static IReadOnlyList<(int Start, int Length)> Digits(byte[] file)
    {
        string bytes = Encoding.Latin1.GetString(file);
        return
        [
            .. Commit().Matches(bytes).Select(m => m.Groups[1]).Select(g => (g.Index, g.Length)),
            .. WideCommit().Matches(bytes).Select(m => m.Groups[1]).Select(g => (g.Index, g.Length)),
            .. WideTagHelper().Matches(bytes).Select(m => m.Groups[1]).Select(g => (g.Index, g.Length)),
        ];
    }

    public static bool Holds(this IEnumerable<(int Start, int Length)> ranges, int at) => ranges.Any(r => at >= r.Start && at < r.Start + r.Length);

    [GeneratedRegex(@"\+([0-9a-f]{40})")]
    private static partial Regex Commit();

    [GeneratedRegex(@"\+\0((?:[0-9a-f]\0){40})")]
    private static partial Regex WideCommit();

    [GeneratedRegex(@"(?:[0-9a-f]\0){64}((?:[0-9]\0){1,9})")]
    private static partial Regex WideTagHelper();
}
