using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ReproBuild.Causes.Dotnet;

/// <summary>Puts an assembly's file together from its parts, as the C# compiler lays it out.</summary>
/// <remarks>
/// The library's own <see cref="ManagedPEBuilder"/> lays out the same, and makes the metadata anew, which would lose what is to be compared.
/// </remarks>
internal sealed class PeWriter : PEBuilder
{
    private const int FieldDataAlignment = 8;
    private const SectionCharacteristics Text = SectionCharacteristics.MemRead | SectionCharacteristics.MemExecute | SectionCharacteristics.ContainsCode;
    private const SectionCharacteristics Data = SectionCharacteristics.MemRead | SectionCharacteristics.ContainsInitializedData;

    private readonly PeParts _parts;
    private readonly PEDirectoriesBuilder _directories = new();

    private PeWriter(PeParts parts)
        : base(HeaderOf(parts.Headers), _ => new BlobContentId(Guid.Empty, parts.Stamp)) => _parts = parts;

    /// <summary>The file.</summary>
    public static byte[] Write(PeParts parts)
    {
        var blob = new BlobBuilder();
        new PeWriter(parts).Serialize(blob);
        byte[] file = blob.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(parts.Headers.PEHeaderStartOffset + 64), parts.CheckSum);
        return file;
    }

    /// <inheritdoc/>
    protected override ImmutableArray<Section> CreateSections()
    {
        var sections = ImmutableArray.CreateBuilder<Section>();
        sections.Add(new Section(".text", Text));
        if (_parts.NativeResources is not null) sections.Add(new Section(".rsrc", Data));
        if (_parts.HasStub) sections.Add(new Section(".reloc", Data | SectionCharacteristics.MemDiscardable));
        return sections.ToImmutable();
    }

    /// <inheritdoc/>
    protected override BlobBuilder SerializeSection(string name, SectionLocation location) => name switch
    {
        ".text" => TextSection(location),
        ".rsrc" => NativeResources(location),
        _ => Relocations(location),
    };

    /// <inheritdoc/>
    protected override PEDirectoriesBuilder GetDirectories() => _directories;

    private static PEHeaderBuilder HeaderOf(PEHeaders headers)
    {
        var (coff, pe) = (headers.CoffHeader, headers.PEHeader!);
        return new PEHeaderBuilder(
            coff.Machine, pe.SectionAlignment, pe.FileAlignment, pe.ImageBase, pe.MajorLinkerVersion, pe.MinorLinkerVersion,
            pe.MajorOperatingSystemVersion, pe.MinorOperatingSystemVersion, pe.MajorImageVersion, pe.MinorImageVersion,
            pe.MajorSubsystemVersion, pe.MinorSubsystemVersion, pe.Subsystem, pe.DllCharacteristics, coff.Characteristics,
            pe.SizeOfStackReserve, pe.SizeOfStackCommit, pe.SizeOfHeapReserve, pe.SizeOfHeapCommit);
    }

    private BlobBuilder TextSection(SectionLocation location)
    {
        int start = location.RelativeVirtualAddress;
        var plan = PePlan.Of(_parts);
        var pe = _parts.Headers.PEHeader!;
        var blob = new BlobBuilder();
        if (_parts.HasStub) PeStub.WriteAddressTable(blob, _parts.Is32Bit, start + plan.Import);
        blob.WriteBytes(CorHeader(start, plan));
        blob.WriteBytes(_parts.Code);
        blob.WriteBytes(Metadata(start + plan.FieldData));
        blob.WriteBytes(_parts.Resources);
        Debug(blob, location, plan);
        if (_parts.HasStub)
        {
            bool library = _parts.Headers.CoffHeader.Characteristics.HasFlag(Characteristics.Dll);
            PeStub.Write(blob, _parts.Is32Bit, library, start + plan.Import, start, pe.ImageBase);
            _directories.ImportTable = new DirectoryEntry(start + plan.Import, pe.ImportTableDirectory.Size);
            _directories.ImportAddressTable = new DirectoryEntry(start, pe.ImportAddressTableDirectory.Size);
            _directories.AddressOfEntryPoint = start + plan.EndOfStub - (_parts.Is32Bit ? 6 : 10);
        }

        if (_parts.FieldData is { } data)
        {
            blob.Align(FieldDataAlignment);
            blob.WriteBytes(data);
        }

        _directories.CorHeaderTable = new DirectoryEntry(start + plan.CorHeader, _parts.CorHeader.Length);
        if (_parts.Debug.Count > 0) _directories.DebugTable = new DirectoryEntry(start + plan.Debug, _parts.Debug.Count * PeDebugEntry.Size);
        return blob;
    }

    // ECMA-335, II.25.3.3
    private byte[] CorHeader(int start, PePlan plan)
    {
        byte[] header = [.. _parts.CorHeader];
        int moved = start + plan.Metadata + _parts.Metadata.Length
            - (_parts.Headers.CorHeader!.MetadataDirectory.RelativeVirtualAddress + _parts.Headers.CorHeader.MetadataDirectory.Size);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), start + plan.Metadata);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), _parts.Metadata.Length);
        foreach (int at in (int[])[24, 32])
        {
            int address = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(at));
            if (address != 0) BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at), address + moved);
        }

        return header;
    }

    private byte[] Metadata(int fieldData)
    {
        byte[] metadata = [.. _parts.Metadata];
        foreach (int at in _parts.FieldData is null ? [] : PeReading.FieldAddresses(metadata))
        {
            int address = BinaryPrimitives.ReadInt32LittleEndian(metadata.AsSpan(at));
            BinaryPrimitives.WriteInt32LittleEndian(metadata.AsSpan(at), address - _parts.FieldDataAddress + fieldData);
        }

        return metadata;
    }

    private void Debug(BlobBuilder blob, SectionLocation location, PePlan plan)
    {
        int at = plan.Debug + (_parts.Debug.Count * PeDebugEntry.Size);
        foreach (var entry in _parts.Debug)
        {
            blob.WriteUInt32(entry.Characteristics);
            blob.WriteUInt32(entry.Stamp);
            blob.WriteUInt32(entry.Version);
            blob.WriteInt32((int)entry.Type);
            blob.WriteInt32(entry.Data.Length);
            blob.WriteInt32(entry.Data.Length == 0 ? 0 : location.RelativeVirtualAddress + at);
            blob.WriteInt32(entry.Data.Length == 0 ? 0 : location.PointerToRawData + at);
            at += entry.Data.Length;
        }

        foreach (var entry in _parts.Debug) blob.WriteBytes(entry.Data);
    }

    private BlobBuilder NativeResources(SectionLocation location)
    {
        _directories.ResourceTable = new DirectoryEntry(location.RelativeVirtualAddress, _parts.Headers.PEHeader!.ResourceTableDirectory.Size);
        byte[] resources = [.. _parts.NativeResources!];
        foreach (int at in NativeResourceTree.Addresses(resources))
        {
            int address = BinaryPrimitives.ReadInt32LittleEndian(resources.AsSpan(at));
            BinaryPrimitives.WriteInt32LittleEndian(resources.AsSpan(at), address - _parts.NativeResourcesAddress + location.RelativeVirtualAddress);
        }

        var blob = new BlobBuilder();
        blob.WriteBytes(resources);
        return blob;
    }

    private BlobBuilder Relocations(SectionLocation location)
    {
        var blob = new BlobBuilder();
        PeStub.WriteRelocations(blob, _parts.Is32Bit, _directories.AddressOfEntryPoint);
        _directories.BaseRelocationTable = new DirectoryEntry(location.RelativeVirtualAddress, blob.Count);
        return blob;
    }
}
