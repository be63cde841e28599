using ReproBuild.Comparing;

namespace ReproBuild.Causes.Languages;

/// <summary>RubyGems keeps the output of compilers, with times and temporary folders in it.</summary>
internal sealed class GemBuildLog : PathCause
{
    public override string Id => "gem-build-log";

    public override string Code => "REPRO5505";

    public override string Title => "Logs of compiled gems";

    public override bool IsHere(string path) => ImagePath.Name(path) is "mkmf.log" or "gem_make.out";

    public override string Describe(Difference difference) => $"{DifferenceText.PathOf(difference)} is the log of compiling a gem";

    public override Remedy RemedyFor(RemedyContext context)
    {
        const string Delete = "find / -xdev \\( -name mkmf.log -o -name gem_make.out \\) -delete";
        return new Remedy("Delete the logs in the same RUN.", DockerfileLine.AndThen(context.Instruction, Delete) ?? Delete);
    }
}
