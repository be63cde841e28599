using System.Buffers.Binary;
using System.Text;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The streams of metadata (ECMA-335, II.24.2.1).</summary>
internal static class MetadataStreams
{
    private const int MaxStreams = 16;

    /// <summary>A stream: the place of its header, of its content, and the content's length.</summary>
    public sealed record Stream(string Name, int Header, int Offset, int Length);

    /// <summary>All streams, in the order of their headers.</summary>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>.</exception>
    public static IReadOnlyList<Stream> Read(byte[] metadata)
    {
        int at = 16 + Int(metadata, 12);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(metadata.AsSpan(at + 2));
        if (count > MaxStreams) throw new InvalidDataException($"over {MaxStreams} streams of metadata");

        at += 4;
        var streams = new List<Stream>();
        for (int i = 0; i < count; i++)
        {
            int length = metadata.AsSpan(at + 8).IndexOf((byte)0);
            if (length is < 0 or > 32) throw new InvalidDataException("a stream without a name");
            streams.Add(new Stream(Encoding.ASCII.GetString(metadata, at + 8, length), at, Int(metadata, at), Int(metadata, at + 4)));
            at += 8 + ((length + 4) & ~3);
        }

        return streams;
    }

    /// <summary>The metadata with another content of a stream; those that follow move.</summary>
    public static byte[] Replace(byte[] metadata, Stream stream, byte[] content)
    {
        byte[] result = [.. metadata.AsSpan(0, stream.Offset), .. content, .. metadata.AsSpan(stream.Offset + stream.Length)];
        int moved = content.Length - stream.Length;
        foreach (var other in Read(metadata))
        {
            if (other.Offset > stream.Offset) BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(other.Header), other.Offset + moved);
        }

        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(stream.Header + 4), content.Length);
        return result;
    }

    private static int Int(byte[] metadata, int at) => BinaryPrimitives.ReadInt32LittleEndian(metadata.AsSpan(at));
}
