using System.Reflection.PortableExecutable;
using System.Text;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The entry that leads from an assembly to its PDB: <c>RSDS</c>, a GUID, an age, a path.</summary>
internal static class CodeView
{
    private const int PathOffset = 24;

    /// <summary>Whether a debug entry is one.</summary>
    public static bool Is(PeDebugEntry entry) => entry.Type == DebugDirectoryEntryType.CodeView && entry.Data.AsSpan().StartsWith("RSDS"u8) && entry.Data.Length > PathOffset;

    /// <summary>The path in it.</summary>
    public static string Path(PeDebugEntry entry)
    {
        var bytes = entry.Data.AsSpan(PathOffset);
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    /// <summary>The entry with another path.</summary>
    public static PeDebugEntry WithPath(PeDebugEntry entry, string path) =>
        entry with { Data = [.. entry.Data.AsSpan(0, PathOffset), .. Encoding.UTF8.GetBytes(path), 0] };

    /// <summary>The GUID and the age in it, as hexadecimal digits.</summary>
    public static string Id(PeDebugEntry entry) => Convert.ToHexStringLower(entry.Data.AsSpan(4, PathOffset - 4));

    /// <summary>The entry without GUID and age.</summary>
    public static PeDebugEntry WithoutId(PeDebugEntry entry)
    {
        byte[] data = [.. entry.Data];
        data.AsSpan(4, PathOffset - 4).Clear();
        return entry with { Data = data };
    }
}
