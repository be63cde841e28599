using System.Reflection.Metadata;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The import of the runtime and the jump to it, with which assemblies for 32 bits begin (ECMA-335, II.25.3.1 and II.25.4).</summary>
internal static class PeStub
{
    private const string Dll = "mscoree.dll";

    /// <summary>The length of the import address table.</summary>
    public static int AddressTableSize(bool is32Bit) => is32Bit ? 8 : 16;

    /// <summary>Where the jump ends.</summary>
    /// <param name="import">Where the import table begins, in the section.</param>
    /// <param name="is32Bit">Whether addresses have 32 bits.</param>
    public static int End(int import, bool is32Bit)
    {
        int names = import + 40 + LookupSize(is32Bit) + 2 + "_CorExeMain".Length + 1 + Dll.Length + 1 + 2;
        return is32Bit ? ((names + 3) & ~3) + 8 : ((names + 7) & ~7) + 16;
    }

    /// <summary>Writes the import address table.</summary>
    public static void WriteAddressTable(BlobBuilder blob, bool is32Bit, int import)
    {
        int hint = import + 40 + LookupSize(is32Bit);
        WriteAddress(blob, is32Bit, (ulong)hint);
        WriteAddress(blob, is32Bit, 0);
    }

    /// <summary>Writes the import table, the names in it and the jump.</summary>
    public static void Write(BlobBuilder blob, bool is32Bit, bool library, int import, int addressTable, ulong imageBase)
    {
        int lookup = import + 40, hint = lookup + LookupSize(is32Bit), name = hint + 2 + "_CorExeMain".Length + 1;
        blob.WriteInt32(lookup);
        blob.WriteInt32(0);
        blob.WriteInt32(0);
        blob.WriteInt32(name);
        blob.WriteInt32(addressTable);
        blob.WriteBytes(0, 20);

        WriteAddress(blob, is32Bit, (ulong)hint);
        blob.WriteBytes(0, LookupSize(is32Bit) - (is32Bit ? 4 : 8));
        blob.WriteUInt16(0);
        blob.WriteUTF8(library ? "_CorDllMain" : "_CorExeMain");
        blob.WriteByte(0);
        blob.WriteUTF8(Dll);
        blob.WriteByte(0);
        blob.WriteUInt16(0);

        blob.Align(is32Bit ? 4 : 8);
        blob.WriteBytes(0, is32Bit ? 2 : 6);
        blob.WriteByte(0xFF);
        blob.WriteByte(0x25);
        WriteAddress(blob, is32Bit, imageBase + (ulong)addressTable);
    }

    /// <summary>Writes the relocation of the jump's address.</summary>
    public static void WriteRelocations(BlobBuilder blob, bool is32Bit, int entryPoint)
    {
        int address = entryPoint + 2;
        blob.WriteInt32(address / 0x1000 * 0x1000);
        blob.WriteInt32(12);
        blob.WriteUInt16((ushort)(((is32Bit ? 3 : 10) << 12) | (address % 0x1000)));
        blob.WriteUInt16(0);
    }

    private static int LookupSize(bool is32Bit) => is32Bit ? 12 : 16;

    private static void WriteAddress(BlobBuilder blob, bool is32Bit, ulong address)
    {
        if (is32Bit) blob.WriteUInt32((uint)address);
        else blob.WriteUInt64(address);
    }
}
