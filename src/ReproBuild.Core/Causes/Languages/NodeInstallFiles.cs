using ReproBuild.Comparing;

namespace ReproBuild.Causes.Languages;

/// <summary>Files in which Node's package managers note what they did, and their caches.</summary>
internal sealed class NodeInstallFiles : PathCause
{
    public const string CauseId = "node-modules-stamp", CauseCode = "REPRO5504", CauseTitle = "Records of Node package managers";

    public override string Id => CauseId;

    public override string Code => CauseCode;

    public override string Title => CauseTitle;

    public static Remedy Mend() => new(
        "Delete what the package manager notes for itself, in the same RUN.",
        "RUN npm ci && npm cache clean --force && rm -rf node_modules/.package-lock.json node_modules/.modules.yaml ~/.npm");

    public override bool IsHere(string path) =>
        path.EndsWith("node_modules/.package-lock.json", StringComparison.Ordinal)
        || $"/{path}/" is var inside && (inside.Contains("/.npm/_logs/", StringComparison.Ordinal) || inside.Contains("/.npm/_npx/", StringComparison.Ordinal)
            || inside.Contains("/.npm/_cacache/", StringComparison.Ordinal) || inside.EndsWith("/npm-debug.log/", StringComparison.Ordinal));

    public override string Describe(Difference difference) => $"{DifferenceText.PathOf(difference)} is what a package manager of Node notes for itself";

    public override Remedy RemedyFor(RemedyContext context) => Mend();
}
