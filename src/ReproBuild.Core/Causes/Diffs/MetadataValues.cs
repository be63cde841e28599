using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ReproBuild.Causes.Diffs;

/// <summary>Names the values of CLI metadata (ECMA-335, partition II) and of portable PDBs.</summary>
internal static class MetadataValues
{
    /// <summary>Whether a content is metadata by itself: a portable PDB.</summary>
    public static bool IsPdb(ReadOnlySpan<byte> content) => content.StartsWith("BSJB"u8);

    /// <summary>The values of a portable PDB.</summary>
    public static List<KeyValuePair<string, string>> OfPdb(ReadOnlyMemory<byte> content)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(content.Span));
        var reader = provider.GetMetadataReader();
        var to = new List<KeyValuePair<string, string>> { new("file size", $"{content.Length} bytes") };
        if (reader.DebugMetadataHeader is { } header) to.Add(new("ID", Convert.ToHexStringLower(header.Id.AsSpan())));
        int number = 0;
        foreach (var handle in reader.Documents)
        {
            var document = reader.GetDocument(handle);
            to.Add(new($"document {++number}", reader.GetString(document.Name)));
            to.Add(new($"document {number} hash", Convert.ToHexStringLower(reader.GetBlobBytes(document.Hash))));
        }

        AddTables(reader, to);
        AddHeaps(reader, to);
        return to;
    }

    /// <summary>The values of an assembly's metadata.</summary>
    public static void Add(PEReader pe, List<KeyValuePair<string, string>> to)
    {
        var reader = pe.GetMetadataReader();
        to.Add(new("MVID", reader.GetGuid(reader.GetModuleDefinition().Mvid).ToString()));
        if (reader.IsAssembly) to.Add(new("assembly version", reader.GetAssemblyDefinition().Version.ToString()));
        AddMethods(pe, reader, to);
        AddStrings(reader, to);
        AddTables(reader, to);
        AddHeaps(reader, to);
        foreach (var handle in reader.ManifestResources)
        {
            var resource = reader.GetManifestResource(handle);
            if (!resource.Implementation.IsNil || pe.PEHeaders.CorHeader is not { } cor) continue;
            var block = pe.GetSectionData(cor.ResourcesDirectory.RelativeVirtualAddress).GetReader(checked((int)resource.Offset), 4);
            int length = block.ReadInt32();
            var bytes = pe.GetSectionData(cor.ResourcesDirectory.RelativeVirtualAddress).GetContent(checked((int)resource.Offset + 4), length);
            to.Add(new($"resource {reader.GetString(resource.Name)}", TableBuilder.Describe(bytes.AsSpan())));
        }
    }

    private static void AddMethods(PEReader pe, MetadataReader reader, List<KeyValuePair<string, string>> to)
    {
        foreach (var handle in reader.MethodDefinitions)
        {
            var method = reader.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0) continue;
            var type = reader.GetTypeDefinition(method.GetDeclaringType());
            var body = pe.GetMethodBody(method.RelativeVirtualAddress);
            to.Add(new($"IL of {reader.GetString(type.Name)}.{reader.GetString(method.Name)}", TableBuilder.Describe(body.GetILBytes())));
        }
    }

    private static void AddStrings(MetadataReader reader, List<KeyValuePair<string, string>> to)
    {
        int number = 0;
        for (var handle = MetadataTokens.UserStringHandle(0); !handle.IsNil || number == 0; handle = reader.GetNextHandle(handle))
        {
            if (!handle.IsNil) to.Add(new($"string {number}", reader.GetUserString(handle)));
            number++;
        }
    }

    private static void AddTables(MetadataReader reader, List<KeyValuePair<string, string>> to)
    {
        for (int table = 0; table < MetadataTokens.TableCount; table++)
        {
            int rows = reader.GetTableRowCount((TableIndex)table);
            if (rows > 0) to.Add(new($"table {(TableIndex)table}", $"{rows} rows"));
        }
    }

    private static void AddHeaps(MetadataReader reader, List<KeyValuePair<string, string>> to)
    {
        foreach (var heap in (HeapIndex[])[HeapIndex.String, HeapIndex.UserString, HeapIndex.Blob, HeapIndex.Guid])
            to.Add(new($"heap #{heap}", $"{reader.GetHeapSize(heap)} bytes"));
    }
}
