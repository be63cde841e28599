using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Asks registries what is behind the names of images.</summary>
public interface IImageResolver
{
    /// <summary>The digest that a name stands for. Cheap: no manifest is fetched where the registry tells its digest.</summary>
    /// <param name="reference">The name; its digest goes before its tag.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The digest, or why there is none; never an exception for what a registry does not have or does not say.</returns>
    Task<Answer> FindAsync(ImageReference reference, CancellationToken cancellationToken);

    /// <summary>The image behind a name: one manifest is fetched and hashed; for an image without an index, its configuration as well.</summary>
    /// <exception cref="ReproException">REPRO6xxx: the registry lies, or sends what is no image.</exception>
    /// <inheritdoc cref="FindAsync"/>
    Task<Resolution> ResolveAsync(ImageReference reference, CancellationToken cancellationToken);

    /// <summary>The <c>ONBUILD</c> triggers in an image's configuration, for one of its platforms.</summary>
    /// <param name="reference">The name.</param>
    /// <param name="image">What <see cref="ResolveAsync"/> gave for it.</param>
    /// <param name="platform">The platform; where the image has none of it, its first is taken.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ReproException">The configuration cannot be had.</exception>
    Task<IReadOnlyList<string>> TriggersAsync(ImageReference reference, ResolvedImage image, Platform platform, CancellationToken cancellationToken);
}
