using ReproBuild.Comparing;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>Package managers and other programs leave logs, with times in them.</summary>
internal sealed class Logs : PathCause
{
    public override string Id => "logs";

    public override string Code => "REPRO5401";

    public override string Title => "Log files";

    public override bool IsHere(string path) => path.StartsWith("var/log/", StringComparison.Ordinal);

    public override string Describe(Difference difference) => $"{DifferenceText.PathOf(difference)} is a log, which tells what happened when";

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Keep logs out of the layer: mount a temporary file system over /var/log, or delete them in the same RUN.", DockerfileLine.WithMount(context.Instruction, "type=tmpfs,target=/var/log"));
}
