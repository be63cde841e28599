using ReproBuild.Comparing;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>Files that say how the build's machine is called and how it reaches others. Whatever runs a container puts its own over them.</summary>
internal sealed class HostLeak : PathCause
{
    public override string Id => "host-leak";

    public override string Code => "REPRO5414";

    public override string Title => "Files of the build's machine";

    public override bool IsHere(string path) => path is "etc/resolv.conf" or "etc/hosts" or "etc/hostname" or ".dockerenv" or "run/.containerenv";

    public override string Describe(Difference difference) =>
        $"{DifferenceText.PathOf(difference)} tells of the machine that built the image; containers get one of their own over it";

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Do not write it in a build: no COPY of it, no RUN that changes it; builders mount their own while a RUN runs. Where the file must be there, copy one with fixed content.");
}
