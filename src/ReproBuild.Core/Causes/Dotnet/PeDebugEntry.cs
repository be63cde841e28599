using System.Reflection.PortableExecutable;

namespace ReproBuild.Causes.Dotnet;

/// <summary>An entry of a PE file's debug directory.</summary>
/// <param name="Type">What it holds.</param>
/// <param name="Characteristics">Reserved, zero by specification.</param>
/// <param name="Stamp">A time, or a part of a hash.</param>
/// <param name="Version">Both parts of the format's version.</param>
/// <param name="Data">What it holds; empty where there is nothing.</param>
/// <param name="Offset">Where the data stands in the file it was read from.</param>
internal sealed record PeDebugEntry(DebugDirectoryEntryType Type, uint Characteristics, uint Stamp, uint Version, byte[] Data, int Offset)
{
    /// <summary>The length of an entry in the directory (PE format, section "Debug Directory").</summary>
    public const int Size = 28;
}
