using System.Security.Cryptography;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>What of an archive has to be in a repository, in the order in which a registry takes it.</summary>
internal sealed class PushPlan
{
    private readonly ImageArchive _archive;
    private readonly HashSet<Digest> _seen = [];
    private readonly List<Descriptor> _blobs = [];
    private readonly List<(Descriptor Descriptor, byte[] Bytes)> _manifests = [];
    private readonly List<Descriptor> _absent = [];

    // Of a docker-archive, which knows its layers by what they unpack to: their blobs by what they hash to.
    private readonly Dictionary<Digest, Descriptor> _stored = [];

    private PushPlan(ImageArchive archive) => _archive = archive;

    /// <summary>Configurations and layers, each once.</summary>
    public IReadOnlyList<Descriptor> Blobs => _blobs;

    /// <summary>Manifests and indexes; each stands behind what it points to, and the image itself is the last.</summary>
    public IReadOnlyList<(Descriptor Descriptor, byte[] Bytes)> Manifests => _manifests;

    /// <summary>Manifests that an index names and the archive does not hold; they must be in the repository already.</summary>
    public IReadOnlyList<Descriptor> Absent => _absent;

    /// <summary>Opens one of <see cref="Blobs"/>. Whoever reads it to its end has it checked.</summary>
    public Stream Open(Descriptor blob) => _stored.TryGetValue(blob.Digest, out var stored)
        ? new VerifyingStream(_archive.OpenBlob(stored), blob.Digest, $"the blob {blob.Digest} of \"{_archive.Path}\"")
        : _archive.OpenBlob(blob);

    /// <summary>The manifest of one of the archive's images.</summary>
    public (Descriptor Descriptor, byte[] Bytes) ManifestOf(PlatformImage image) =>
        image.Manifest is { } manifest ? _manifests.First(m => m.Descriptor.Digest == manifest.Digest) : _manifests[^1];

    /// <summary>Makes the plan.</summary>
    /// <exception cref="ReproException">REPRO7011: the archive is not one image. REPRO6003 to REPRO6008: it is broken.</exception>
    public static PushPlan Of(ImageArchive archive, CancellationToken cancellation)
    {
        var plan = new PushPlan(archive);
        if (archive.Format == ArchiveFormat.DockerArchive)
        {
            plan.AddManifest(archive.Images is [var image] ? image : throw Several(archive, archive.Images.Count), cancellation);
            return plan;
        }
        var tops = archive.Index.Manifests.DistinctBy(m => m.Digest).ToArray();
        if (tops is [var only])
        {
            plan.Visit(only, depth: 0);
            return plan;
        }

        // One image for several platforms whose index is the archive's own, as buildah and umoci write it.
        var images = tops.Where(m => !m.IsAttestation).ToArray();
        if (images.Length == 0 || images.Any(m => m.Platform is null) || images.DistinctBy(m => m.Platform).Count() != images.Length) throw Several(archive, images.Length);
        foreach (var top in tops) plan.Visit(top, depth: 1);
        // Names and times that tools note beside an entry say nothing about the image, and would change its digest.
        byte[] bytes = ManifestJson.Index(tops.Select(m => m.IsAttestation ? m : m with { Annotations = new Dictionary<string, string>() }));
        plan._manifests.Add((new Descriptor(MediaTypes.OciIndex, Digest.Of(bytes), bytes.Length), bytes));
        return plan;
    }

    private void Visit(Descriptor descriptor, int depth)
    {
        if (depth > Limits.MaxNesting) throw Limits.Exceeded(nameof(Limits.MaxNesting), Limits.MaxNesting, $"The indexes of \"{_archive.Path}\" are nested deeper");
        if (!_seen.Add(descriptor.Digest)) return;
        if (!_archive.Contains(descriptor.Digest))
        {
            _absent.Add(descriptor);
            return;
        }

        byte[] bytes = _archive.ReadBlob(descriptor, Limits.MaxManifestBytes);
        string name = $"{descriptor.Digest} of \"{_archive.Path}\"";
        if (MediaTypes.IsIndex(descriptor.MediaType))
        {
            foreach (var child in ImageJson.ParseIndex(bytes, $"the index {name}").Manifests) Visit(child, depth + 1);
        }
        else
        {
            var manifest = ImageJson.ParseManifest(bytes, $"the manifest {name}");
            foreach (var blob in manifest.Layers.Prepend(manifest.Config)) if (_seen.Add(blob.Digest)) _blobs.Add(blob);
        }
        _manifests.Add((descriptor, bytes));
    }

    // What a docker-archive holds has one manifest in Docker's own form: its configuration, and its layers as they are stored.
    private void AddManifest(PlatformImage image, CancellationToken cancellation)
    {
        var layers = new List<Descriptor>();
        foreach (var layer in image.Layers)
        {
            // The configuration promises what a layer unpacks to. Nothing else ties its stored bytes to the image.
            using (var reader = LayerReader.Open(_archive, layer, cancellation))
                while (reader.Next() is not null) { }
            using var stored = _archive.OpenBlob(layer.Blob);
            var blob = layer.Blob with { Digest = Digest.FromHash(HashAlgorithmName.SHA256, SHA256.HashData(stored)) };
            _stored[blob.Digest] = layer.Blob;
            layers.Add(blob);
        }
        foreach (var blob in layers.Prepend(image.ConfigDescriptor)) if (_seen.Add(blob.Digest)) _blobs.Add(blob);
        byte[] bytes = ManifestJson.Manifest(MediaTypes.DockerManifest, image.ConfigDescriptor, layers);
        _manifests.Add((new Descriptor(MediaTypes.DockerManifest, Digest.Of(bytes), bytes.Length), bytes));
    }

    private static ReproException Several(ImageArchive archive, int count) => new(DiagnosticCodes.CannotPush,
        $"\"{archive.Path}\" holds {count} images, and it is not said which one is to be published. Export one image, or one for several platforms.");
}
