using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection.PortableExecutable;

namespace ReproBuild.Causes.Dotnet;

/// <summary>A portable PDB inside of an assembly.</summary>
internal static class EmbeddedPdb
{
    /// <summary>The PDB of an assembly; null where it has none.</summary>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>.</exception>
    public static PdbListing? Read(PeImage image)
    {
        if (image.Debug.FirstOrDefault(d => d.Type == DebugDirectoryEntryType.EmbeddedPortablePdb) is not { } entry) return null;
        if (PdbListing.Is(entry.Data)) return PdbListing.Read(entry.Data);
        if (!entry.Data.AsSpan().StartsWith("MPDB"u8)) throw new InvalidDataException("an embedded PDB without its mark");

        int length = BinaryPrimitives.ReadInt32LittleEndian(entry.Data.AsSpan(4));
        if (length is < 0 or > ContentLimits.MaxBytes) throw new InvalidDataException("an embedded PDB that is too long");
        byte[] content = new byte[length];
        using var inflated = new DeflateStream(new MemoryStream(entry.Data, 8, entry.Data.Length - 8), CompressionMode.Decompress);
        inflated.ReadExactly(content);
        if (inflated.ReadByte() >= 0) throw new InvalidDataException("an embedded PDB that is longer than it says");
        return PdbListing.Read(content);
    }

    /// <summary>Puts a listing in the place of the PDB.</summary>
    public static void Replace(PeImage image, PdbListing listing)
    {
        int place = image.Debug.FindIndex(d => d.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        image.Debug[place] = image.Debug[place] with { Data = listing.Write() };
    }
}
