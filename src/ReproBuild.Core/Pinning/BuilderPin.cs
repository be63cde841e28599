using ReproBuild.Building;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Holds the image that a builder runs against the lock file.</summary>
public static class BuilderPin
{
    /// <summary>The builder's image as one that the build uses.</summary>
    public static ImageUse Use(BuilderImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        bool read = ImageReference.TryParse(image.Name, out var reference, out string? reason);
        return new ImageUse
        {
            Kind = ImageUseKind.Builder,
            Expression = image.Name,
            Text = image.Name,
            Reference = reference,
            Problem = read ? null : reason,
            ContextName = image.Builder,
        };
    }

    /// <summary>Says what is wrong.</summary>
    /// <param name="image">The builder's image.</param>
    /// <param name="lockFile">The lock file.</param>
    /// <param name="running">What its containers were made from; from <see cref="BuilderImage.RunningAsync"/>.</param>
    /// <returns>
    /// REPRO2021, a warning: nothing says which image it must be, or whether it is that one is not known. The same as an error: it is another than the lock
    /// file names. Null: it is that one.
    /// </returns>
    public static Diagnostic? Check(BuilderImage image, LockFile lockFile, IReadOnlyList<IReadOnlyList<string>?> running)
    {
        ArgumentNullException.ThrowIfNull(lockFile);
        ArgumentNullException.ThrowIfNull(running);
        var use = Use(image);
        if (use.Reference is not { } reference) return null;
        var digest = reference.Digest ?? lockFile.Find(reference)?.Digest;
        if (digest is null)
        {
            return Told(use, $"{PinMessages.Subject(use)} is not pinned: its tag may name another BuildKit tomorrow, which may build otherwise. Type: dotnet build -t:PinBaseImages", Severity.Warning);
        }

        string remedy = $"Make the builder anew: docker buildx rm {image.Builder}; docker buildx create --name {image.Builder} --driver docker-container --driver-opt image={image.Name}{(reference.Digest is null ? $"@{digest}" : "")}";
        string[] known = [digest.ToString(), .. lockFile.Find(reference)?.Platforms.Select(p => p.Digest.ToString()) ?? []];
        if (running.FirstOrDefault(found => found is not null && !found.Intersect(known).Any()) is { } other)
        {
            return Told(use, $"{PinMessages.Subject(use)} is pinned to {digest}, and what runs is {other[^1]}. {remedy}", Severity.Error);
        }

        // With the digest in its own name the builder can start nothing else.
        return reference.Digest is null && (running.Count == 0 || running.Any(found => found is null))
            ? Told(use, $"{PinMessages.Subject(use)} is pinned to {digest}, and whether that is what runs is not known: the builder has not been started. {remedy}", Severity.Warning)
            : null;
    }

    private static Diagnostic Told(ImageUse use, string message, Severity severity) => PinMessages.At(use, DiagnosticCodes.BuilderNotPinned, message, severity);
}
