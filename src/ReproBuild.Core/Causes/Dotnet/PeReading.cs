using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace ReproBuild.Causes.Dotnet;

/// <summary>Takes an assembly's file apart, as the C# compiler lays it out.</summary>
internal static class PeReading
{
    /// <summary>The parts of a file. Whoever needs to know that nothing was left out puts them together again and compares.</summary>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>: the file is laid out in another way.</exception>
    public static PeParts Read(ReadOnlyMemory<byte> content, PEReader reader, IReadOnlyList<PeDebugEntry> debug)
    {
        var headers = reader.PEHeaders;
        var (pe, cor) = (headers.PEHeader!, headers.CorHeader!);
        var section = headers.SectionHeaders[0];
        int start = section.VirtualAddress;
        var text = content.Slice(section.PointerToRawData, Math.Min(section.VirtualSize, section.SizeOfRawData));

        bool stub = pe.ImportTableDirectory.Size != 0;
        int corHeader = pe.CorHeaderTableDirectory.RelativeVirtualAddress - start;
        int code = corHeader + 72, metadata = cor.MetadataDirectory.RelativeVirtualAddress - start;
        int afterMetadata = metadata + cor.MetadataDirectory.Size;
        byte[] metadataBytes = text[metadata..afterMetadata].ToArray();

        int? fieldData = FirstFieldData(metadataBytes) - start;
        int debugTable = pe.DebugTableDirectory.Size != 0 ? pe.DebugTableDirectory.RelativeVirtualAddress - start
            : stub ? pe.ImportTableDirectory.RelativeVirtualAddress - start
            : fieldData ?? text.Length;
        var native = headers.SectionHeaders.FirstOrDefault(s => s.Name == ".rsrc");
        return new PeParts
        {
            Headers = headers,
            Stamp = (uint)headers.CoffHeader.TimeDateStamp,
            CheckSum = pe.CheckSum,
            CorHeader = text[corHeader..code].ToArray(),
            Code = text[code..metadata].ToArray(),
            Metadata = metadataBytes,
            Resources = text[afterMetadata..debugTable].ToArray(),
            Debug = debug,
            HasStub = stub,
            FieldData = fieldData is { } at ? text[at..].ToArray() : null,
            FieldDataAddress = start + (fieldData ?? 0),
            NativeResources = native.Name is null ? null : content.Slice(native.PointerToRawData, native.VirtualSize).ToArray(),
            NativeResourcesAddress = native.VirtualAddress,
        };
    }

    /// <summary>The lowest address that metadata give for the data of a field; null where they give none.</summary>
    public static int? FirstFieldData(byte[] metadata)
    {
        int? first = null;
        foreach (int at in FieldAddresses(metadata))
        {
            int address = BinaryPrimitives.ReadInt32LittleEndian(metadata.AsSpan(at));
            first = Math.Min(first ?? address, address);
        }

        return first;
    }

    /// <summary>The places in metadata that hold addresses of fields' data (ECMA-335, II.22.18).</summary>
    public static IReadOnlyList<int> FieldAddresses(byte[] metadata)
    {
        using var provider = MetadataReaderProvider.FromMetadataImage(ImmutableCollectionsMarshal.AsImmutableArray(metadata));
        var reader = provider.GetMetadataReader();
        int offset = reader.GetTableMetadataOffset(TableIndex.FieldRva), size = reader.GetTableRowSize(TableIndex.FieldRva);
        return [.. Enumerable.Range(0, reader.GetTableRowCount(TableIndex.FieldRva)).Select(i => offset + (i * size))];
    }
}
