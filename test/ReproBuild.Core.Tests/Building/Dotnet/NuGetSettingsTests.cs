using ReproBuild.Building.Dotnet;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Building.Dotnet;

[TestClass]
public sealed class NuGetSettingsTests
{
    private readonly string root = Directory.CreateTempSubdirectory("repro-nuget-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(root, recursive: true);

    [TestMethod]
    public void A_local_feed_that_git_ignores_is_found_from_the_stage_too()
    {
        string original = Write("source", """<configuration><packageSources><add key="local" value="artifacts/packages" /><add key="web" value="https://feed.example/v3/index.json" /></packageSources></configuration>""");
        string staged = Copy(original);
        string feed = Directory.CreateDirectory(Path.Combine(root, "source", "artifacts", "packages")).FullName;

        NuGetSettings.Anchor(original, staged);

        string text = File.ReadAllText(staged);
        StringAssert.Contains(text, $"value=\"{feed}\"");
        StringAssert.Contains(text, "https://feed.example/v3/index.json");
    }

    [TestMethod]
    public void A_feed_that_the_stage_holds_itself_stays_relative()
    {
        string original = Write("source", """<configuration><packageSources><add key="local" value="feed" /></packageSources></configuration>""");
        string staged = Copy(original);
        Directory.CreateDirectory(Path.Combine(root, "source", "feed"));
        Directory.CreateDirectory(Path.Combine(root, "stage", "feed"));
        File.WriteAllText(Path.Combine(root, "stage", "feed", "a.1.0.0.nupkg"), "");

        NuGetSettings.Anchor(original, staged);

        Assert.AreEqual(File.ReadAllText(original), File.ReadAllText(staged));
    }

    [TestMethod]
    public void Settings_that_are_no_XML_are_told_with_file_and_line()
    {
        string original = Write("source", "<configuration>\n  <packageSources>\n</configuration>");
        string staged = Copy(original);

        var error = Assert.ThrowsExactly<ReproException>(() => NuGetSettings.Anchor(original, staged));

        Assert.AreEqual(DiagnosticCodes.UnreadableInput, error.Diagnostic.Code);
        Assert.AreEqual(original, error.Diagnostic.File);
        Assert.AreEqual(3, error.Diagnostic.Line);
    }

    private string Write(string folder, string text)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(root, folder)).FullName, "NuGet.config");
        File.WriteAllText(path, text);
        return path;
    }

    private string Copy(string original)
    {
        string staged = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "stage")).FullName, "NuGet.config");
        File.Copy(original, staged);
        return staged;
    }
}
