using ReproBuild.Building;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Building;

[TestClass]
public sealed class ForeignPlatformTests
{
    private static readonly BuildPlan Plan = new()
    {
        ProjectDirectory = "/project",
        OutputDirectory = "/out",
        Epoch = 1,
        Platforms = [new Platform("linux", "amd64"), new Platform("linux", "s390x"), new Platform("linux", "riscv64")],
    };

    [TestMethod]
    public void The_platform_of_the_step_is_named_where_the_engine_names_it()
    {
        string[] lines = ["#7 [linux/s390x build 2/3] RUN make", "#7 0.2 exec /bin/sh: exec format error"];

        string told = ForeignPlatform.Explain("buildx", Plan, lines)!;

        Assert.Contains("a program of linux/s390x, which", told);
        Assert.DoesNotContain("riscv64", told);
    }

    [TestMethod]
    public void Else_those_that_were_asked_for_and_are_not_the_machines_own() =>
        Assert.Contains("linux/riscv64", ForeignPlatform.Explain("buildah", Plan, ["exec container process `/bin/sh`: Exec format error"])!);

    [TestMethod]
    public void Another_failure_is_no_matter_of_platforms() =>
        Assert.IsNull(ForeignPlatform.Explain("buildx", Plan, ["#7 [linux/s390x 2/2] RUN make", "make: *** [all] Error 2"]));
}
