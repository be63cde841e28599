using ReproBuild.Comparing;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>fontconfig caches what it found in folders of fonts, with their times, under names that older versions draw by lot.</summary>
internal sealed class Fontconfig : PathCause
{
    public override string Id => "fontconfig";

    public override string Code => "REPRO5410";

    public override string Title => "fontconfig's cache";

    public override bool IsHere(string path) =>
        (path.StartsWith("var/cache/fontconfig/", StringComparison.Ordinal) && path.Length > "var/cache/fontconfig/".Length)
        || (path.EndsWith("/.uuid", StringComparison.Ordinal) && (path.StartsWith("usr/share/fonts/", StringComparison.Ordinal) || path.StartsWith("usr/local/share/fonts/", StringComparison.Ordinal)));

    public override string Describe(Difference difference) =>
        $"{DifferenceText.PathOf(difference)} is fontconfig's cache, which holds times of folders and names drawn by lot; fonts are found without it";

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Delete the cache in the instruction that installs the fonts.",
        DockerfileLine.AndThen(context.Instruction, "rm -rf /var/cache/fontconfig/* && find /usr/share/fonts -name .uuid -delete"));
}
