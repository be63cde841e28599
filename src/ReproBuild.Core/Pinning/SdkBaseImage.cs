using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Checks the base image that the .NET SDK builds on.</summary>
public static class SdkBaseImage
{
    /// <summary>The property that names it.</summary>
    public const string PropertyName = "ContainerBaseImage";

    private static readonly string[] LocalSchemes = ["oci-archive:", "oci:", "docker-archive:"];

    /// <summary>Whether the base is <c>scratch</c> or a file or folder here; the content of such a base is hashed, so that it needs no pin.</summary>
    /// <param name="baseImage">The value of the property.</param>
    public static bool IsLocal(string baseImage)
    {
        ArgumentNullException.ThrowIfNull(baseImage);
        return baseImage == "scratch" || LocalSchemes.Any(s => baseImage.StartsWith(s, StringComparison.Ordinal));
    }

    /// <summary>Checks the base.</summary>
    /// <param name="baseImage">The value that the build has for the property.</param>
    /// <param name="projectPath">The absolute path of the project.</param>
    /// <param name="isInferred">Whether the SDK chose the value by itself, because no one set the property.</param>
    /// <returns>REPRO2001 or REPRO2003, at the property where a file of the project has it, else at the project's first line; null when all is well.</returns>
    public static Diagnostic? Check(string baseImage, string projectPath, bool isInferred)
    {
        if (IsLocal(baseImage)) return null;

        var use = Find(baseImage, projectPath, isInferred);
        if (!isInferred || use.Reference is not { IsPinned: false }) return PinChecker.Check(use);

        return new Diagnostic(DiagnosticCodes.Unpinned,
            $"The base image \"{baseImage}\", which the .NET SDK chose, is not pinned by digest. Its tag may name another image tomorrow. " +
            $"Set it in the project: <{PropertyName}>{baseImage}@sha256:<digest></{PropertyName}>.",
            File: use.File, Line: use.Place?.Line ?? 1, Column: use.Place?.Column ?? 1);
    }

    /// <summary>Tells where the base is named.</summary>
    /// <inheritdoc cref="Check"/>
    public static ImageUse Find(string baseImage, string projectPath, bool isInferred)
    {
        ArgumentNullException.ThrowIfNull(baseImage);
        ArgumentNullException.ThrowIfNull(projectPath);
        bool read = ImageReference.TryParse(baseImage, out var reference, out string? reason);
        var property = isInferred ? null : ProjectProperty.Find(projectPath, PropertyName, baseImage);
        return new ImageUse
        {
            Kind = ImageUseKind.ContainerBaseImage,
            Expression = baseImage,
            Text = baseImage,
            Reference = reference,
            Problem = read ? null : reason,
            File = property?.File ?? projectPath,
            Place = property?.Span ?? new SourceSpan(0, 0, 1, 1, 1),
            Literal = property is { IsLiteral: true } ? property.Span : null,
        };
    }
}
