using ReproBuild.Causes.Dotnet;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

[TestClass]
public sealed class DotnetBlameTests
{
    private static readonly DotnetApplication Application = new("src/App/App.csproj", "App", Mutations.Pair("deps-json/another-order").Left);

    [TestMethod]
    [DataRow("app/App.dll", "project src/App/App.csproj")]
    [DataRow("./app/App.pdb", "project src/App/App.csproj")]
    [DataRow("app/App", "target _CreateAppHost of the .NET SDK")]
    [DataRow("app/CliWrap.dll", "package CliWrap 3.10.5")]
    [DataRow("app/ICSharpCode.SharpZipLib.dll", "package SharpZipLib 1.4.2")]
    [DataRow("app/App.staticwebassets.endpoints.json", "target GenerateStaticWebAssetsPublishManifest of the .NET SDK")]
    [DataRow("app/App.deps.json", "target GeneratePublishDependencyFile of the .NET SDK")]
    [DataRow("app/other.txt", null)]
    public void A_file_is_blamed_on_who_wrote_it(string path, string? origin)
    {
        Assert.AreEqual(origin, DotnetBlame.Origin(path, Application));
    }

    [TestMethod]
    public void A_broken_list_of_dependencies_blames_nobody()
    {
        var application = Application with { DependencyFile = "{\"targets\":[1,"u8.ToArray() };

        Assert.IsNull(DotnetBlame.Origin("app/CliWrap.dll", application));
    }
}
