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

    private PushPlan(ImageArchive archive) => _archive = archive;

    /// <summary>Configurations and layers, each once.</summary>
    public IReadOnlyList<Descriptor> Blobs => _blobs;

    /// <summary>Manifests and indexes; each stands behind what it points to, and the image itself is the last.</summary>
    public IReadOnlyList<(Descriptor Descriptor, byte[] Bytes)> Manifests => _manifests;

    /// <summary>Manifests that an index names and the archive does not hold; they must be in the repository already.</summary>
    public IReadOnlyList<Descriptor> Absent => _absent;

    /// <summary>Makes the plan.</summary>
    /// <exception cref="ReproException">REPRO7011: the archive is not one image. REPRO6004 to REPRO6008: it is broken.</exception>
    public static PushPlan Of(ImageArchive archive)
    {
        if (archive.Format == ArchiveFormat.DockerArchive)
        {
            throw Cannot($"\"{archive.Path}\" is a docker-archive, which has no manifest and so no digest to verify or to push. Export an OCI archive.");
        }
        var plan = new PushPlan(archive);
        var tops = archive.Index.Manifests.DistinctBy(m => m.Digest).ToArray();
        if (tops is [var only])
        {
            plan.Visit(only, depth: 0);
            return plan;
        }

        // One image for several platforms whose index is the archive's own, as buildah and umoci write it.
        var images = tops.Where(m => !m.IsAttestation).ToArray();
        if (images.Length == 0 || images.Any(m => m.Platform is null) || images.DistinctBy(m => m.Platform).Count() != images.Length)
        {
            throw Cannot($"\"{archive.Path}\" holds {images.Length} images, and it is not said which one is to be pushed. Export one image, or one for several platforms.");
        }
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

    private static ReproException Cannot(string message) => new(DiagnosticCodes.CannotPush, message);
}
