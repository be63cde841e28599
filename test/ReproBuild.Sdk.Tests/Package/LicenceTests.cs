using System.IO.Compression;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

/// <summary>What the packages say of what others wrote.</summary>
[TestClass]
public sealed class LicenceTests
{
    [TestMethod]
    [DataRow("ReproBuild.Sdk.1.0.0.nupkg")]
    [DataRow("ReproBuild.Tool.1.0.0.nupkg")]
    public async Task Every_library_in_a_package_is_named_with_its_licence(string name)
    {
        using var package = await ZipFile.OpenReadAsync(Path.Combine(PackedSdk.Feed, name));
        using var reader = new StreamReader(await package.GetEntry("THIRD-PARTY-NOTICES.txt")!.OpenAsync());
        string notices = await reader.ReadToEndAsync();

        Assert.IsNotNull(package.GetEntry("LICENSE"));
        string[] libraries = [.. package.Entries.Where(e => e.Name.EndsWith(".dll", StringComparison.Ordinal)).Select(e => Path.GetFileNameWithoutExtension(e.Name))];
        string[] foreign = [.. libraries.Where(l => !l.StartsWith("reprobuild", StringComparison.OrdinalIgnoreCase))];
        Assert.Contains("CliWrap", foreign);
        foreach (string library in foreign) Assert.Contains($"\n{library} ", notices);
    }
}
