using ReproBuild.Archives;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace ReproBuild.Causes.Formats;

/// <summary>Zstandard, RFC 8878.</summary>
internal sealed class ZstdFormat : ContainerFormat
{
    public override string Name => "zstd";

    public override ICause MetadataCause => FormatCause.Nested;

    public override bool Recognises(ReadOnlySpan<byte> content, string name) => content.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]);

    public override bool IsNoise(string field) => false;

    public override IReadOnlyList<ContainerMember> Read(ReadOnlyMemory<byte> content)
    {
        using var packed = ArrayBytes.Open(content);
        using var stream = new DecompressionStream(packed);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, Limits.MaxZstdWindowLog);
        return [new ContainerMember("", new ExpansionMeter(content.Length).ReadAll(stream), [])];
    }

    public override byte[] Write(IReadOnlyList<ContainerMember> members)
    {
        using var packed = new MemoryStream();
        using (var stream = new CompressionStream(packed, level: 1, leaveOpen: true)) stream.Write(members[0].Content.Span);
        return packed.ToArray();
    }
}
