using ICSharpCode.SharpZipLib.BZip2;

namespace ReproBuild.Causes.Formats;

/// <summary>bzip2.</summary>
internal sealed class Bzip2Format : ContainerFormat
{
    public override string Name => "bzip2";

    public override ICause MetadataCause => FormatCause.Nested;

    public override bool Recognises(ReadOnlySpan<byte> content, string name) =>
        content.Length > 10 && content.StartsWith("BZh"u8) && content[4..].StartsWith((ReadOnlySpan<byte>)[0x31, 0x41, 0x59, 0x26, 0x53, 0x59]);

    public override bool IsNoise(string field) => false;

    public override IReadOnlyList<ContainerMember> Read(ReadOnlyMemory<byte> content)
    {
        using var packed = ArrayBytes.Open(content);
        using var unpacked = new BZip2InputStream(packed) { IsStreamOwner = false };
        byte[] all = new ExpansionMeter(content.Length).ReadAll(unpacked);
        if (packed.Position != packed.Length) throw new NotSupportedException("something follows the bzip2 data");
        return [new ContainerMember("", all, [])];
    }

    public override byte[] Write(IReadOnlyList<ContainerMember> members)
    {
        using var packed = new MemoryStream();
        using (var stream = new BZip2OutputStream(packed, 1) { IsStreamOwner = false }) stream.Write(members[0].Content.Span);
        return packed.ToArray();
    }
}
