using System.Collections.Frozen;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Checks that a build names every image by digest.</summary>
public static class PinChecker
{
    /// <summary>Finds every place where a build uses an image; stages, <c>scratch</c> and what a build context replaces are none.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="query">The target, build arguments, build contexts and platforms.</param>
    /// <returns>
    /// The uses in the order of the file, pinned or not, those that cannot be resolved among them; one image that a variable makes
    /// another on each platform is there once for each. Stages that the target does not need are included.
    /// </returns>
    /// <exception cref="ReproException">REPRO1005: the target is no stage. REPRO3002: the default of an ARG cannot be expanded.</exception>
    public static IReadOnlyList<ImageUse> FindImages(Dockerfile dockerfile, ImageUseQuery query)
    {
        ArgumentNullException.ThrowIfNull(dockerfile);
        ArgumentNullException.ThrowIfNull(query);
        return
        [
            .. Platforms(query).SelectMany(p => new ImageUseFinder(dockerfile, query, p).Find())
                .GroupBy(u => (u.Kind, u.ContextName, u.Place, u.Text, u.Platform))
                .Select(same => same.First() with { IsBuilt = same.Any(u => u.IsBuilt) })
                .OrderBy(u => u.Place?.Offset ?? int.MaxValue),
        ];
    }

    /// <summary>Finds the stages that a build makes, on any of its platforms.</summary>
    /// <inheritdoc cref="FindImages"/>
    internal static IReadOnlyList<Stage> FindBuiltStages(Dockerfile dockerfile, ImageUseQuery query) =>
        [.. Platforms(query).SelectMany(platform =>
        {
            var finder = new ImageUseFinder(dockerfile, query, platform);
            finder.Find();
            return finder.BuiltStages;
        }).Distinct().OrderBy(s => s.Index)];

    /// <summary>Checks a Dockerfile.</summary>
    /// <returns>REPRO2001, REPRO2002 and REPRO2003, each at the line and column of the name; empty when all is pinned.</returns>
    /// <inheritdoc cref="FindImages"/>
    public static IReadOnlyList<Diagnostic> Check(Dockerfile dockerfile, ImageUseQuery query) =>
        [.. FindImages(dockerfile, query).Select(u => PinMessages.For(u, query.Target)).OfType<Diagnostic>().Distinct()];

    /// <summary>Checks a Dockerfile for this machine's platform.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="target">The stage that is built; null for the last.</param>
    /// <param name="buildArgs">The build arguments by name; null for none.</param>
    /// <param name="namedContexts">The build contexts by name; null for none.</param>
    /// <inheritdoc cref="Check(Dockerfile, ImageUseQuery)"/>
    public static IReadOnlyList<Diagnostic> Check(
        Dockerfile dockerfile,
        string? target = null,
        IReadOnlyDictionary<string, string>? buildArgs = null,
        IReadOnlyDictionary<string, string>? namedContexts = null) =>
        Check(dockerfile, new ImageUseQuery
        {
            Target = target,
            BuildArgs = buildArgs ?? FrozenDictionary<string, string>.Empty,
            NamedContexts = namedContexts ?? FrozenDictionary<string, string>.Empty,
        });

    /// <summary>Tells whether an image's name is written with a digest, and if not, what to do.</summary>
    /// <param name="use">The use; from <see cref="FindImages"/> or <see cref="SdkBaseImage"/>.</param>
    /// <param name="target">The target that is built, for the message.</param>
    /// <returns>The diagnostic; null when all is well.</returns>
    public static Diagnostic? Check(ImageUse use, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(use);
        return PinMessages.For(use, target);
    }

    private static Platform?[] Platforms(ImageUseQuery query) => query.Platforms.Count == 0 ? [null] : [.. query.Platforms];
}
