using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Pinning;

/// <summary>Says what is wrong with an image's name, and what to type instead.</summary>
internal static class PinMessages
{
    private const string Digest = "@sha256:<digest>";

    /// <returns>The diagnostic; null when the image is pinned.</returns>
    public static Diagnostic? For(ImageUse use, string? target)
    {
        if (use.Reference?.IsPinned == true) return null;

        (string code, string message) = use.Reference is not null ? (DiagnosticCodes.Unpinned, Unpinned(use))
            : use.UnsetVariables.Count > 0 || use.Text is null ? (DiagnosticCodes.UnresolvedReference, Unresolved(use))
            : (DiagnosticCodes.InvalidReference, $"{Subject(use)} names no image. {use.Problem}");
        if (!use.IsBuilt)
        {
            message += $" ({(string.IsNullOrEmpty(target) ? "The last stage" : $"The target \"{target}\"")} does not need this stage, but another target may.)";
        }

        return new Diagnostic(code, message, Severity.Error, use.File, use.Place?.Line ?? 0, use.Place?.Column ?? 0);
    }

    private static string Unpinned(ImageUse use)
    {
        string why = use.Reference!.Tag is null ? "It has no tag either, so it is whatever is newest." : "Its tag may name another image tomorrow.";
        return $"{Subject(use)}{Origin(use)} is not pinned by digest. {why} {Remedy(use)}";
    }

    private static string Unresolved(ImageUse use)
    {
        string unset = string.Join(", ", use.UnsetVariables);
        string advice = unset.Length == 0 ? use.Problem!
            : $"{unset} {(use.UnsetVariables.Count == 1 ? "has" : "have")} no value: give {(use.UnsetVariables.Count == 1 ? "it" : "each")} a default "
              + (use.Kind == ImageUseKind.From ? "in an ARG before the first FROM" : "in an ARG of this stage") + ", or a build argument.";
        return $"{Subject(use)} cannot be resolved. {advice}";
    }

    private static string Subject(ImageUse use)
    {
        string name = use.Text is not null && use.Problem is null ? use.Text : use.Expression;
        return use.Kind switch
        {
            ImageUseKind.From => $"The base image \"{name}\"",
            ImageUseKind.CopyFrom => $"The image \"{name}\", from which COPY takes files,",
            ImageUseKind.MountFrom => $"The image \"{name}\", which RUN mounts,",
            ImageUseKind.Frontend => $"The frontend \"{name}\", which reads the Dockerfile,",
            ImageUseKind.BuildContext => $"The image \"{name}\" of the build context \"{use.ContextName}\"",
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

    private static string Remedy(ImageUse use)
    {
        string pinned = use.Text + Digest;
        if (use.Variables.Count == 0)
        {
            return use.Kind switch
            {
                ImageUseKind.From => $"Write FROM {pinned}.",
                ImageUseKind.CopyFrom => $"Write --from={pinned}.",
                ImageUseKind.MountFrom => $"Write from={pinned}.",
                ImageUseKind.Frontend => $"Write # syntax={pinned}.",
                ImageUseKind.BuildContext => $"Write {use.Expression}{Digest}.",
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
