using ReproBuild.Comparing;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>ldconfig remembers devices, inodes and times of libraries, to be quicker the next time.</summary>
internal sealed class LdconfigCache : PathCause
{
    public override string Id => "ldconfig-cache";

    public override string Code => "REPRO5402";

    public override string Title => "ldconfig's memory of inodes";

    // Not /etc/ld.so.cache, which programs are loaded by.
    public override bool IsHere(string path) => path == "var/cache/ldconfig/aux-cache";

    public override string Describe(Difference difference) =>
        $"{DifferenceText.PathOf(difference)} remembers inodes and times of the libraries that ldconfig saw in the build's own file system";

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Delete it in the instruction that writes it; ldconfig does without.", DockerfileLine.AndThen(context.Instruction, "rm -f /var/cache/ldconfig/aux-cache"));
}
