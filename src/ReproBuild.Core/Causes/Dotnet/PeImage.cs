using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace ReproBuild.Causes.Dotnet;

/// <summary>An assembly whose parts can be changed one by one.</summary>
/// <remarks>
/// A file that the C# compiler wrote is put together anew, so that parts may change their lengths: proven for each file by putting the unchanged
/// parts together to the same bytes. In any other (ReadyToRun, trimmed, mixed) parts are changed in place, and keep their lengths.
/// </remarks>
internal sealed class PeImage
{
    private readonly byte[] _file;
    private readonly PEHeaders _headers;
    private readonly PeParts? _parts;
    private readonly int _metadataOffset;

    private PeImage(byte[] file, PEHeaders headers, PeParts? parts, int metadataOffset, IReadOnlyList<PeDebugEntry> debug)
    {
        (_file, _headers, _parts, _metadataOffset) = (file, headers, parts, metadataOffset);
        Stamp = (uint)headers.CoffHeader.TimeDateStamp;
        CheckSum = headers.PEHeader!.CheckSum;
        Metadata = file[metadataOffset..(metadataOffset + headers.MetadataSize)];
        Code = [.. parts?.Code ?? []];
        Resources = [.. parts?.Resources ?? []];
        Debug = [.. debug];
    }

    /// <summary>Whether parts may change their lengths.</summary>
    public bool CanRebuild => _parts is not null;

    /// <summary>The time stamp of the COFF header.</summary>
    public uint Stamp { get; set; }

    /// <summary>The checksum of the optional header.</summary>
    public uint CheckSum { get; set; }

    /// <summary>The metadata.</summary>
    public byte[] Metadata { get; set; }

    /// <summary>The method bodies; empty where parts cannot change their lengths.</summary>
    public byte[] Code { get; }

    /// <summary>Managed resources and the strong name; empty where parts cannot change their lengths.</summary>
    public byte[] Resources { get; }

    /// <summary>The address of <see cref="Code"/>.</summary>
    public int CodeAddress => _headers.PEHeader!.CorHeaderTableDirectory.RelativeVirtualAddress + 72;

    /// <summary>The debug directory.</summary>
    public List<PeDebugEntry> Debug { get; }

    /// <summary>Opens a file.</summary>
    /// <returns>Null where it is no assembly.</returns>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>.</exception>
    public static PeImage? Read(ReadOnlyMemory<byte> content)
    {
        if (!content.Span.StartsWith("MZ"u8)) return null;

        using var reader = new PEReader(ImmutableArray.Create(content.Span));
        if (!reader.HasMetadata || reader.PEHeaders.PEHeader is null) return null;

        var debug = reader.ReadDebugDirectory().Select((_, i) => Entry(content, reader, i)).ToArray();
        byte[] file = content.ToArray();
        return new PeImage(file, reader.PEHeaders, Parts(content, reader, debug), reader.PEHeaders.MetadataStartOffset, debug);
    }

    /// <summary>The file.</summary>
    /// <exception cref="InvalidDataException">A part changed its length where none can.</exception>
    public byte[] Write()
    {
        if (_parts is not null) return PeWriter.Write(_parts with { Stamp = Stamp, CheckSum = CheckSum, Metadata = Metadata, Code = Code, Resources = Resources, Debug = Debug });

        byte[] file = [.. _file];
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(_headers.CoffHeaderStartOffset + 4), Stamp);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(_headers.PEHeaderStartOffset + 64), CheckSum);
        Put(file, Metadata, _metadataOffset, _headers.MetadataSize);
        if (!_headers.TryGetDirectoryOffset(_headers.PEHeader!.DebugTableDirectory, out int table)) return file;

        foreach (var (i, entry) in Debug.Index())
        {
            int size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(table + (i * PeDebugEntry.Size) + 16));
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(table + (i * PeDebugEntry.Size) + 4), entry.Stamp);
            if (entry.Offset > 0) Put(file, entry.Data, entry.Offset, size);
        }

        return file;
    }

    /// <summary>The place of the module's version ID in <see cref="Metadata"/>.</summary>
    public int MvidOffset()
    {
        using var provider = MetadataReaderProvider.FromMetadataImage(ImmutableCollectionsMarshal.AsImmutableArray(Metadata));
        var reader = provider.GetMetadataReader();
        return reader.GetHeapMetadataOffset(HeapIndex.Guid) + ((MetadataTokens.GetHeapOffset(reader.GetModuleDefinition().Mvid) - 1) * 16);
    }

    /// <summary>Clears the strong name's signature, which follows from all other bytes.</summary>
    /// <returns>Its beginning; null where there is none.</returns>
    public string? ClearSignature()
    {
        var place = _headers.CorHeader!.StrongNameSignatureDirectory;
        if (place.Size == 0) return null;

        var (bytes, offset) = _parts is not null
            ? (Resources, place.RelativeVirtualAddress - _headers.CorHeader.MetadataDirectory.RelativeVirtualAddress - _headers.MetadataSize)
            : _headers.TryGetDirectoryOffset(place, out int at) ? (_file, at) : throw new BadImageFormatException("a signature outside of the file");
        var signature = bytes.AsSpan(offset, place.Size);
        string start = Convert.ToHexStringLower(signature[..Math.Min(8, place.Size)]);
        signature.Clear();
        return start;
    }

    private static PeParts? Parts(ReadOnlyMemory<byte> content, PEReader reader, PeDebugEntry[] debug)
    {
        try
        {
            var parts = PeReading.Read(content, reader, debug);
            return PeWriter.Write(parts).AsSpan().SequenceEqual(content.Span) ? parts : null;
        }
        catch (Exception exception) when (ContentFault.IsOne(exception))
        {
            return null;
        }
    }

    // The library's entry leaves a field out.
    private static PeDebugEntry Entry(ReadOnlyMemory<byte> content, PEReader reader, int index)
    {
        reader.PEHeaders.TryGetDirectoryOffset(reader.PEHeaders.PEHeader!.DebugTableDirectory, out int table);
        var entry = content.Span.Slice(table + (index * PeDebugEntry.Size), PeDebugEntry.Size);
        int size = BinaryPrimitives.ReadInt32LittleEndian(entry[16..]), offset = BinaryPrimitives.ReadInt32LittleEndian(entry[24..]);
        return new PeDebugEntry(
            (DebugDirectoryEntryType)BinaryPrimitives.ReadInt32LittleEndian(entry[12..]), BinaryPrimitives.ReadUInt32LittleEndian(entry),
            BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]),
            size == 0 ? [] : content.Slice(offset, size).ToArray(), size == 0 ? 0 : offset);
    }

    private static void Put(byte[] file, byte[] part, int offset, int size)
    {
        if (part.Length > size) throw new InvalidDataException("a part is longer than its place");
        part.CopyTo(file, offset);
        file.AsSpan(offset + part.Length, size - part.Length).Clear();
    }
}
