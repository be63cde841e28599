using Microsoft.Build.Utilities;
using ReproBuild.Building;
using ReproBuild.Diagnostics;
using ReproBuild.Tasks;

namespace ReproBuild.Core.Tests.MSBuild;

[TestClass]
public sealed class TaskItemSpecs
{
    [TestMethod]
    public void An_archives_path_reaches_the_targets_as_it_is()
    {
        const string Folder = "/out/50%25 a;b$(c)@(d)*/";

        var item = BuildOciTwice.Item(2, new FinishedPass(Folder + "build-2.oci.tar", Folder + "build-2.log", TimeSpan.FromSeconds(1.5)));

        Assert.AreEqual(Folder + "build-2.oci.tar", item.ItemSpec);
        Assert.AreEqual(Folder + "build-2.log", item.GetMetadata("Log"));
        Assert.AreEqual("2", item.GetMetadata("Pass"));
    }

    [TestMethod]
    [DataRow("s3cr3t", "Item 2 of ReproBuildArg has no value")]
    [DataRow("=s3cr3t", "Item 2 of ReproBuildArg has no name")]
    public void A_build_argument_that_cannot_be_read_is_named_by_number_and_never_repeated(string text, string expected)
    {
        var error = Assert.ThrowsExactly<ReproException>(() => PlanInputs.Arguments([new TaskItem("TOKEN=abc"), new TaskItem(text)]));

        Assert.AreEqual(DiagnosticCodes.BadProperty, error.Diagnostic.Code);
        Assert.StartsWith(expected, error.Message);
        Assert.DoesNotContain("s3cr3t", error.Message);
        Assert.DoesNotContain("abc", error.Message);
    }
}
