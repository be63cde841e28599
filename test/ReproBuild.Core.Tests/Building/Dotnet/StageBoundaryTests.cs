using ReproBuild.Building.Dotnet;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Building.Dotnet;

[TestClass]
public sealed class StageBoundaryTests
{
    private readonly string root = Directory.CreateTempSubdirectory("repro-stage-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(root, recursive: true);

    [TestMethod]
    public void Searches_for_settings_end_at_the_stage_and_the_sources_own_settings_stay()
    {
        File.WriteAllText(Path.Combine(root, "Directory.Build.props"), "<Project><!-- mine --></Project>");

        StageBoundary.Close(root, 0);

        StringAssert.Contains(File.ReadAllText(Path.Combine(root, "Directory.Build.props")), "mine");
        Assert.AreEqual("<Project />\n", File.ReadAllText(Path.Combine(root, "Directory.Build.targets")));
        Assert.AreEqual("root = true\n", File.ReadAllText(Path.Combine(root, ".editorconfig")));
        Assert.AreEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Path.Combine(root, "Directory.Packages.props")));
    }

    [TestMethod]
    public void Settings_that_someone_put_above_the_stage_are_refused_by_name()
    {
        string place = Directory.CreateDirectory(Path.Combine(root, "a", "src")).FullName;
        StageBoundary.Check(place);
        string planted = Path.Combine(root, "a", "NuGet.Config");
        File.WriteAllText(planted, "<configuration />");

        var error = Assert.ThrowsExactly<ReproException>(() => StageBoundary.Check(place));

        Assert.AreEqual(DiagnosticCodes.ForeignSettings, error.Diagnostic.Code);
        StringAssert.Contains(error.Message, planted);
    }
}
