using System.IO.Compression;
using System.Security.Cryptography;
using ReproBuild.Images;

namespace ReproBuild.Benchmarks;

/// <summary>Writes an OCI layout folder of one image; layers of any size are written as streams.</summary>
internal sealed class LayoutWriter
{
    private readonly string _folder;
    private readonly List<(Digest Blob, long Size, Digest DiffId)> _layers = [];

    public LayoutWriter(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, "blobs", "sha256"));
    }

    /// <summary>Adds a gzip layer.</summary>
    public void Layer(CompressionLevel level, Action<TarWriter> write)
    {
        string part = Path.Combine(_folder, "part");
        using var hash = SHA256.Create();
        using (var file = File.Create(part))
        using (var gzip = new GZipStream(file, level))
        using (var hashing = new CryptoStream(gzip, hash, CryptoStreamMode.Write))
        {
            var tar = new TarWriter(hashing);
            write(tar);
            tar.End();
        }

        Keep(part, Digest.FromHash(HashAlgorithmName.SHA256, hash.Hash));
    }

    /// <summary>Adds a layer that is stored plain and whose file is one hole.</summary>
    public void Hole(long size)
    {
        string part = Path.Combine(_folder, "part");
        using (var file = File.Create(part)) file.SetLength(size);
        Keep(part, null);
    }

    /// <summary>Writes the documents.</summary>
    public void Finish()
    {
        string diffIds = string.Join(',', _layers.Select(l => $"\"{l.DiffId}\""));
        string history = string.Join(',', _layers.Select((_, i) => $$"""{"created":"2026-01-01T00:00:00Z","created_by":"step {{i}}"}"""));
        string config = Text($$"""{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[{{diffIds}}]},"history":[{{history}}]}""", MediaTypes.OciConfig);
        string layers = string.Join(',', _layers.Select(l => Descriptor(l.Blob == l.DiffId ? MediaTypes.OciLayer : MediaTypes.OciLayerGzip, l.Blob, l.Size)));
        string manifest = Text($$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{{config}},"layers":[{{layers}}]}""", MediaTypes.OciManifest);
        File.WriteAllText(Path.Combine(_folder, "index.json"), $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciIndex}}","manifests":[{{manifest}}]}""");
        File.WriteAllText(Path.Combine(_folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
    }

    /// <summary>The stored file of a layer.</summary>
    public static string LargestBlob(string layout) =>
        Directory.GetFiles(Path.Combine(layout, "blobs", "sha256")).MaxBy(f => new FileInfo(f).Length)!;

    private void Keep(string part, Digest? diffId)
    {
        using (var file = File.OpenRead(part))
        {
            var blob = Digest.FromHash(HashAlgorithmName.SHA256, SHA256.HashData(file));
            _layers.Add((blob, file.Length, diffId ?? blob));
        }

        File.Move(part, PathOf(_layers[^1].Blob), overwrite: true);
    }

    private string Text(string json, string mediaType)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(json);
        File.WriteAllBytes(PathOf(Digest.Of(bytes)), bytes);
        return Descriptor(mediaType, Digest.Of(bytes), bytes.Length);
    }

    private static string Descriptor(string mediaType, Digest digest, long size) =>
        $$"""{"mediaType":"{{mediaType}}","digest":"{{digest}}","size":{{size}}}""";

    private string PathOf(Digest digest) => Path.Combine(_folder, "blobs", "sha256", digest.Hex);
}
