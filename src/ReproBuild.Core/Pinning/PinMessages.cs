using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Says what is wrong with an image's name, and what to type instead.</summary>
internal static class PinMessages
{
    private const string Placeholder = "@sha256:<digest>";

    /// <param name="use">The use.</param>
    /// <param name="target">The target that is built.</param>
    /// <param name="digest">The digest to write, where a registry has told it.</param>
    /// <returns>The diagnostic; null when the image is pinned.</returns>
    public static Diagnostic? For(ImageUse use, string? target, Digest? digest = null)
    {
        if (use.Reference?.IsPinned == true) return null;

        (string code, string message) = use.Reference is not null ? (DiagnosticCodes.Unpinned, Unpinned(use, digest))
            : use.UnsetVariables.Count > 0 || use.Text is null ? (DiagnosticCodes.UnresolvedReference, Unresolved(use))
            : (DiagnosticCodes.InvalidReference, $"{Subject(use)} names no image. {use.Problem}");
        if (!use.IsBuilt)
        {
            message += $" ({(string.IsNullOrEmpty(target) ? "The last stage" : $"The target \"{target}\"")} does not need this stage, but another target may.)";
        }

        return At(use, code, message);
    }

    /// <summary>A diagnostic at the place of a use.</summary>
    public static Diagnostic At(ImageUse use, string code, string message, Severity severity = Severity.Error) =>
        new(code, message, severity, use.File, use.Place?.Line ?? 0, use.Place?.Column ?? 0);

    /// <summary>REPRO2008.</summary>
    public static Diagnostic Unresolvable(ImageUse use, Resolution answer) => At(use, DiagnosticCodes.CannotResolve,
        $"{Subject(use)} cannot be pinned: {answer.Problem?.TrimEnd('.')}. " + (answer.IsMissing
            ? "Correct the name, or sign in to the registry if it hides the image."
            : "Check the network and the registry, or name a mirror (ReproRegistryMirror), and pin again."));

    /// <summary>REPRO2011.</summary>
    public static Diagnostic InLockFile(PinnedUse use, string reason, string lockFile) => At(use.Use, DiagnosticCodes.PinnedInLockFile,
        $"{Subject(use.Use)}{Origin(use.Use)} is pinned in {Path.GetFileName(lockFile)} and not where it is named. {reason}", Severity.Message);

    /// <summary>REPRO2004.</summary>
    public static Diagnostic Moved(ImageUse use, Digest now) => At(use, DiagnosticCodes.TagMoved,
        $"{Subject(use)} is pinned, and its tag has moved: it names {now} now. If that is wanted, refresh the pin: dotnet build -t:PinBaseImages -p:ReproPinUpdate=true.",
        Severity.Warning);

    /// <summary>REPRO2005.</summary>
    public static Diagnostic Vanished(ImageUse use) => At(use, DiagnosticCodes.DigestVanished,
        $"{Subject(use)} is no longer in its registry: whoever does not have it already cannot build this. " +
        "Refresh the pin, dotnet build -t:PinBaseImages -p:ReproPinUpdate=true, or name a mirror that keeps it (ReproRegistryMirror).");

    /// <summary>REPRO2006.</summary>
    public static Diagnostic OnePlatform(ImageUse use, Digest index) => At(use, DiagnosticCodes.SinglePlatformPin,
        $"{Subject(use)} is pinned to the manifest of one platform, so it is that platform whichever is built for. " +
        $"Its tag names an index of several: write {index} instead.",
        Severity.Warning);

    /// <summary>REPRO2015.</summary>
    public static Diagnostic NotAsLocked(ImageUse use, Digest locked, string lockFile) => At(use, DiagnosticCodes.LockFileMismatch,
        $"{Subject(use)} is {locked} in {Path.GetFileName(lockFile)}. The digest where it is named is the one that is used. " +
        "Bring the lock file up to date: dotnet build -t:PinBaseImages.",
        Severity.Warning);

    /// <summary>REPRO2007, at each but the first of the tags that share a digest.</summary>
    public static IEnumerable<Diagnostic> TwoTags(IEnumerable<ImageUse> uses) =>
        from use in uses
        where use.Reference is { Digest: not null, Tag: not null }
        group use by (use.Reference!.Name, use.Reference.Digest) into same
        let first = same.First()
        from other in same
        where other.Reference!.Tag != first.Reference!.Tag
        select At(other, DiagnosticCodes.DigestUnderTwoTags,
            $"{Subject(other)} has the digest that line {first.Place?.Line ?? 0} gives to the tag \"{first.Reference!.Tag}\". One of the two tags does not say what it is: " +
            "give both the same tag, or refresh the pins.",
            Severity.Warning);

    private static string Unpinned(ImageUse use, Digest? digest)
    {
        string why = use.Reference!.Tag is null ? "It has no tag either, so it is whatever is newest." : "Its tag may name another image tomorrow.";
        return $"{Subject(use)}{Origin(use)} is not pinned by digest. {why} {Remedy(use, digest)}";
    }

    private static string Unresolved(ImageUse use)
    {
        string unset = string.Join(", ", use.UnsetVariables);
        string advice = unset.Length == 0 ? use.Problem!
            : $"{unset} {(use.UnsetVariables.Count == 1 ? "has" : "have")} no value: give {(use.UnsetVariables.Count == 1 ? "it" : "each")} a default "
              + (use.Kind == ImageUseKind.From ? "in an ARG before the first FROM" : "in an ARG of this stage") + ", or a build argument.";
        return $"{Subject(use)} cannot be resolved. {advice}";
    }

    public static string Subject(ImageUse use)
    {
        string name = use.Text is not null && use.Problem is null ? use.Text : use.Expression;
        return use.Kind switch
        {
            ImageUseKind.From => $"The base image \"{name}\"",
            ImageUseKind.CopyFrom => $"The image \"{name}\", from which COPY takes files,",
            ImageUseKind.MountFrom => $"The image \"{name}\", which RUN mounts,",
            ImageUseKind.Frontend => $"The frontend \"{name}\", which reads the Dockerfile,",
            ImageUseKind.BuildContext => $"The image \"{name}\" of the build context \"{use.ContextName}\"",
            ImageUseKind.Builder => $"The image \"{name}\", which the builder {use.ContextName} runs,",
            _ => $"The base image \"{name}\" (ContainerBaseImage)",
        };
    }

    private static string Origin(ImageUse use)
    {
        var parts = use.Variables.Select(v => v.Origin switch
        {
            VariableOrigin.BuildArg => $"the build argument {v.Name}",
            VariableOrigin.Predefined => v.Name,
            _ => $"{(v.Origin == VariableOrigin.Env ? "ENV" : "ARG")} {v.Name} in line {v.Assignment!.NameSpan.Line}",
        });
        string from = string.Join(" and ", parts);
        return from.Length == 0 ? "" : $" (from {from})";
    }

    private static string Remedy(ImageUse use, Digest? digest)
    {
        string behind = digest is null ? Placeholder : "@" + digest;
        string pinned = use.Text + behind;
        if (use.Variables.Count == 0)
        {
            return use.Kind switch
            {
                ImageUseKind.From => $"Write FROM {pinned}.",
                ImageUseKind.CopyFrom => $"Write --from={pinned}.",
                ImageUseKind.MountFrom => $"Write from={pinned}.",
                ImageUseKind.Frontend => $"Write # syntax={pinned}.",
                ImageUseKind.BuildContext => $"Write {use.Expression}{behind}.",
                _ => $"Write <ContainerBaseImage>{pinned}</ContainerBaseImage>.",
            };
        }

        var last = use.Variables[^1];
        if (use.Literal is { } literal)
        {
            bool inPlace = use.Place is { } place && literal.Offset >= place.Offset && literal.End <= place.End;
            return inPlace ? $"Write {pinned} in its place." : $"Write {last.Name}={pinned} in line {literal.Line}.";
        }

        return use.Variables is [{ Origin: VariableOrigin.BuildArg } given] && use.Text == given.Value
            ? $"Give the build argument {given.Name} with the digest: {given.Name}={pinned}."
            : $"It is put together from parts, which a digest does not suit: give the whole name one ARG, ARG IMAGE={pinned}, and write {(use.Kind == ImageUseKind.From ? "FROM ${IMAGE}" : "${IMAGE}")}.";
    }
}
