using System.Collections.Concurrent;
using System.Text;
using ReproBuild.Images;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

/// <summary>Registries as a table: what each name stands for, which of them are silent, and what has been asked.</summary>
internal sealed class FakeResolver : IImageResolver
{
    private readonly Dictionary<string, ResolvedImage> images = [];
    private readonly Dictionary<Digest, IReadOnlyList<string>> triggers = [];

    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Whether no registry answers.</summary>
    public bool IsSilent { get; set; }

    public static Digest DigestOf(string seed) => Digest.Of(Encoding.UTF8.GetBytes(seed));

    /// <summary>An image of two platforms, whose digest is that of the seed.</summary>
    public FakeResolver Has(string name, string seed, params string[] onBuild)
    {
        var image = new ResolvedImage(DigestOf(seed), MediaTypes.OciIndex, [
            new PlatformManifest(new Platform("linux", "arm64", "v8"), DigestOf(seed + "/arm64"), MediaTypes.OciManifest),
            new PlatformManifest(new Platform("linux", "amd64"), DigestOf(seed + "/amd64"), MediaTypes.OciManifest),
        ]);
        return Has(name, image, onBuild);
    }

    public FakeResolver Has(string name, ResolvedImage image, params string[] onBuild)
    {
        images[LockFile.KeyOf(ImageReference.Parse(name))] = image;
        images[image.Digest.ToString()] = image;
        triggers[image.Digest] = onBuild;
        return this;
    }

    public FakeResolver Forgets(string seed)
    {
        images.Remove(DigestOf(seed).ToString());
        return this;
    }

    public Task<Answer> FindAsync(ImageReference reference, CancellationToken cancellationToken)
    {
        Asked.Enqueue(reference.Original);
        var image = Find(reference);
        return Task.FromResult(IsSilent ? new Answer(null) : new Answer(image?.Digest, image?.MediaType, image is null));
    }

    public Task<Resolution> ResolveAsync(ImageReference reference, CancellationToken cancellationToken)
    {
        Asked.Enqueue(reference.Original);
        var image = IsSilent ? null : Find(reference);
        return Task.FromResult(new Resolution
        {
            Reference = reference,
            Image = image,
            Problem = image is not null ? null : IsSilent ? "nobody answers" : "there is none",
            IsMissing = image is null && !IsSilent,
        });
    }

    public Task<IReadOnlyList<string>> TriggersAsync(ImageReference reference, ResolvedImage image, Platform platform, CancellationToken cancellationToken) =>
        Task.FromResult(triggers.GetValueOrDefault(image.Digest, []));

    private ResolvedImage? Find(ImageReference reference) =>
        images.GetValueOrDefault(reference.Digest?.ToString() ?? LockFile.KeyOf(reference));
}
