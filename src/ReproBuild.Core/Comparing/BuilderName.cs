using ReproBuild.Archives;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>Tells by its last instruction, which is never the base image's alone, what built an image.</summary>
internal static class BuilderName
{
    /// <summary>The builder of all images of an archive; null where that cannot be told.</summary>
    public static string? Of(ImageArchive archive)
    {
        var names = archive.Images.Select(i => i.Config.History.Count > 0 ? Of(i.Config.History[^1]) : null).Distinct().ToArray();
        return names is [{ } one] ? one : null;
    }

    private static string? Of(HistoryEntry last)
    {
        string step = last.CreatedBy ?? "", comment = last.Comment ?? "";
        if (comment.StartsWith("buildkit.", StringComparison.Ordinal) || step.EndsWith(" # buildkit", StringComparison.Ordinal)) return "BuildKit";
        if (comment.StartsWith("FROM ", StringComparison.Ordinal)) return "buildah";
        return step.StartsWith(".NET SDK Container Tooling", StringComparison.Ordinal) ? "the .NET SDK" : null;
    }
}
