using ReproBuild.Diagnostics;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class SdkBaseImageTests
{
    private static readonly string Pin = "@sha256:" + new string('a', 64);
    private string folder = "";

    [TestInitialize]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("repro-pin-").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public void An_unpinned_property_is_reported_where_it_stands()
    {
        string project = Write("a.csproj", "<Project>\n  <PropertyGroup>\n    <ContainerBaseImage>x.io/base:1</ContainerBaseImage>\n  </PropertyGroup>\n</Project>");

        var finding = SdkBaseImage.Check("x.io/base:1", project, isInferred: false)!;

        Assert.AreEqual((DiagnosticCodes.Unpinned, project, 3, 25), (finding.Code, finding.File, finding.Line, finding.Column));
        Assert.Contains("<ContainerBaseImage>x.io/base:1@sha256:<digest></ContainerBaseImage>", finding.Message);
    }

    [TestMethod]
    public void The_place_that_holds_the_value_is_preferred()
    {
        string project = Write("a.csproj", "<Project><PropertyGroup><ContainerBaseImage Condition=\"false\">\n a:1 </ContainerBaseImage>\n<ContainerBaseImage>$(Other)</ContainerBaseImage></PropertyGroup></Project>");

        var use = SdkBaseImage.Find("a:1", project, isInferred: false);

        Assert.AreEqual("a:1", use.Literal!.Value.Of(File.ReadAllText(project)));
        Assert.AreEqual(2, use.Place!.Value.Line);
        Assert.IsNull(SdkBaseImage.Find("b:1", project, isInferred: false).Literal);
        Assert.AreEqual(3, SdkBaseImage.Find("b:1", project, isInferred: false).Place!.Value.Line);
    }

    [TestMethod]
    public void A_property_of_directory_build_props_is_found_there()
    {
        string props = Write("Directory.Build.props", "<Project>\n<PropertyGroup><ContainerBaseImage>a:1</ContainerBaseImage></PropertyGroup></Project>");
        Directory.CreateDirectory(Path.Combine(folder, "src"));
        string project = Write("src/a.csproj", "<Project />");

        var finding = SdkBaseImage.Check("a:1", project, isInferred: false)!;

        Assert.AreEqual((props, 2), (finding.File, finding.Line));
    }

    [TestMethod]
    [DataRow("<Project />")]
    [DataRow("<Project>")]
    [DataRow("")]
    [DataRow("<!DOCTYPE x><Project />")]
    public void Without_a_place_the_project_itself_is_named(string text)
    {
        string project = Write("a.csproj", text);

        var finding = SdkBaseImage.Check("a:1", project, isInferred: false)!;

        Assert.AreEqual((project, 1), (finding.File, finding.Line));
    }

    [TestMethod]
    public void A_base_that_the_sdk_chose_tells_the_property_to_set()
    {
        string project = Write("a.csproj", "<Project />");

        var finding = SdkBaseImage.Check("mcr.microsoft.com/dotnet/aspnet:10.0", project, isInferred: true)!;

        Assert.AreEqual(DiagnosticCodes.Unpinned, finding.Code);
        Assert.Contains("Set it in the project: <ContainerBaseImage>mcr.microsoft.com/dotnet/aspnet:10.0@sha256:<digest></ContainerBaseImage>", finding.Message);
    }

    [TestMethod]
    [DataRow("scratch")]
    [DataRow("oci:layout")]
    [DataRow("oci-archive:/a/b.tar")]
    [DataRow("docker-archive:b.tar")]
    public void A_local_base_needs_no_pin(string baseImage) =>
        Assert.IsNull(SdkBaseImage.Check(baseImage, Path.Combine(folder, "none.csproj"), isInferred: false));

    [TestMethod]
    public void A_pinned_base_is_well() =>
        Assert.IsNull(SdkBaseImage.Check("a:1" + Pin, Path.Combine(folder, "none.csproj"), isInferred: false));

    [TestMethod]
    public void What_names_no_image_is_told() =>
        Assert.AreEqual(DiagnosticCodes.InvalidReference, SdkBaseImage.Check("A:1", Path.Combine(folder, "none.csproj"), isInferred: false)!.Code);

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
