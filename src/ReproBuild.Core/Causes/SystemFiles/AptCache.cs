using ReproBuild.Comparing;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>apt keeps the lists of its sources, what it computed of them, and packages.</summary>
internal sealed class AptCache : PathCause
{
    public override string Id => "apt-cache";

    public override string Code => "REPRO5403";

    public override string Title => "apt's lists and caches";

    public override bool IsHere(string path) =>
        path.StartsWith("var/lib/apt/lists/", StringComparison.Ordinal) || path.StartsWith("var/cache/apt/", StringComparison.Ordinal) || path == "var/lib/apt/periodic/update-success-stamp";

    public override string Describe(Difference difference) => $"{DifferenceText.PathOf(difference)} is what apt downloaded or computed of its sources that day; no container needs it";

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Keep it out of the layer: mount a cache over it, or delete it in the same RUN (rm -rf /var/lib/apt/lists/* /var/cache/apt/*).",
        DockerfileLine.WithMount(DockerfileLine.WithMount(context.Instruction, "type=cache,target=/var/cache/apt,sharing=locked"), "type=cache,target=/var/lib/apt/lists,sharing=locked"));
}
