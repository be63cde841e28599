using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Pinning;

/// <summary>Finds the images that the <c>ONBUILD</c> triggers of a base image use: they appear in no Dockerfile of the project.</summary>
internal static class OnBuildTriggers
{
    /// <summary>Finds them.</summary>
    /// <param name="triggers">The triggers, as the base image's configuration has them.</param>
    /// <param name="dockerfile">The Dockerfile that starts from the base: its stages go before images of their names.</param>
    /// <param name="query">What the Dockerfile is built with.</param>
    /// <returns>The uses; those that cannot be resolved among them.</returns>
    public static IReadOnlyList<ImageUse> Uses(IReadOnlyList<string> triggers, Dockerfile dockerfile, ImageUseQuery query)
    {
        if (triggers.Count == 0) return [];
        try
        {
            // As if the triggers stood in the stage that starts from the base.
            var read = Dockerfile.Parse("FROM scratch\n" + string.Join('\n', triggers) + "\n", dockerfile.Path);
            return [.. PinChecker.FindImages(read, query with { Target = null })
                .Where(u => u.Kind is ImageUseKind.CopyFrom or ImageUseKind.MountFrom && !IsStage(u, dockerfile))
                .Select(u => u with { File = null, Place = null, Literal = null, Stage = null })];
        }
        catch (ReproException)
        {
            // A trigger that cannot be read fails the build at its own line; no image is missed by it.
            return [];
        }
    }

    private static bool IsStage(ImageUse use, Dockerfile dockerfile) =>
        use.Text is { } name && (dockerfile.Stages.Any(s => name.Equals(s.Name, StringComparison.OrdinalIgnoreCase)) || name.All(char.IsAsciiDigit));
}
