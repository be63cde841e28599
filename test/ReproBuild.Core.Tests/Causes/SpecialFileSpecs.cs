using ReproBuild.Causes;
using ReproBuild.Causes.Accepting;
using ReproBuild.Causes.Dotnet;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Causes;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class SpecialFileSpecs : IDisposable
{
    private readonly TestFolder folder = new();

    public static IEnumerable<string> Kinds => SpecialFile.Kinds;

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public async Task A_baseline_that_is_no_file_is_refused_and_nobody_waits_for_it(string kind)
    {
        string path = SpecialFile.Put(folder, "baseline.json", kind);

        var error = await SpecialFile.RefusedAsync(() => Baseline.Load(path, CauseCatalogue.Default));

        Assert.AreEqual((DiagnosticCodes.BadAcceptance, path), (error.Code, error.File));
        Assert.Contains($"It is {kind}, not a file.", error.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public async Task What_only_helps_to_blame_is_passed_over_where_it_is_no_file(string kind)
    {
        string path = SpecialFile.Put(folder, "project.assets.json", kind);

        Assert.IsEmpty((await SpecialFile.ReadAsync(() => RestoredPackages.Load(path))).BuildFiles);
        Assert.IsNull(await SpecialFile.ReadAsync(() => ProjectXml.Load(path)));
        Assert.IsNull(await SpecialFile.ReadAsync(() => PublishedFiles.Load(path)));
    }
}
