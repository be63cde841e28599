using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Runtime.InteropServices;

namespace ReproBuild.Causes.Dotnet;

/// <summary>Rewrites the string literals of an assembly, and the instructions that load them.</summary>
internal static class Literals
{
    private const int UserStringToken = 0x70;

    /// <summary>Rewrites all literals of an assembly.</summary>
    /// <param name="image">The assembly; its metadata and method bodies are changed.</param>
    /// <param name="rewrite">The new text of a literal; the same instance for what stays as it is.</param>
    /// <exception cref="InvalidDataException">The assembly cannot be put together with literals of other lengths.</exception>
    public static void Rewrite(PeImage image, Func<string, string> rewrite)
    {
        if (!image.CanRebuild) throw new InvalidDataException("literals of this assembly cannot be moved");
        if (MetadataStreams.Read(image.Metadata).FirstOrDefault(s => s.Name == "#US") is not { } stream) return;

        var strings = UserStrings.Rewrite(image.Metadata.AsSpan(stream.Offset, stream.Length), rewrite);
        Point(image, strings.Moved);
        image.Metadata = MetadataStreams.Replace(image.Metadata, stream, strings.Heap);
    }

    private static void Point(PeImage image, IReadOnlyDictionary<int, int> moved)
    {
        using var provider = MetadataReaderProvider.FromMetadataImage(ImmutableCollectionsMarshal.AsImmutableArray(image.Metadata));
        var reader = provider.GetMetadataReader();

        // Two methods may share a body.
        var bodies = reader.MethodDefinitions.Select(m => reader.GetMethodDefinition(m).RelativeVirtualAddress).Where(a => a != 0).Distinct();
        foreach (int address in bodies)
        {
            var (start, length) = Body(image.Code, address - image.CodeAddress);
            foreach (int operand in IlWalker.StringOperands(image.Code.AsMemory(start, length)))
            {
                var token = image.Code.AsSpan(start + operand, 4);
                int value = BinaryPrimitives.ReadInt32LittleEndian(token);
                if (value >> 24 != UserStringToken || !moved.TryGetValue(value & 0xFF_FFFF, out int place))
                    throw new InvalidDataException("an instruction loads no literal");
                BinaryPrimitives.WriteInt32LittleEndian(token, (UserStringToken << 24) | place);
            }
        }
    }

    // ECMA-335, II.25.4
    private static (int Start, int Length) Body(byte[] code, int at)
    {
        if ((code[at] & 3) == 2) return (at + 1, code[at] >> 2);
        return (at + ((code[at + 1] >> 4) * 4), BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at + 4)));
    }
}
