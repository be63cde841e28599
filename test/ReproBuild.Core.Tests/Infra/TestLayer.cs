using System.IO.Compression;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>A layer: its tar, and the blob that stores it.</summary>
public sealed record TestLayer(byte[] Tar, byte[] Blob, string MediaType)
{
    public Digest DiffId { get; init; } = Digest.Of(Tar);

    public static TestLayer Plain(byte[] tar) => new(tar, tar, MediaTypes.OciLayer);

    public static TestLayer Gzip(byte[] tar) => new(tar, Gzipped(tar), MediaTypes.OciLayerGzip);

    public static TestLayer Zstd(byte[] tar)
    {
        using var compressor = new ZstdSharp.Compressor();
        return new(tar, compressor.Wrap(tar).ToArray(), MediaTypes.OciLayerZstd);
    }

    public static byte[] Gzipped(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return compressed.ToArray();
    }
}
