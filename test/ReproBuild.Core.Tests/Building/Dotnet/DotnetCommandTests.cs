using ReproBuild.Building.Dotnet;

namespace ReproBuild.Core.Tests.Building.Dotnet;

[TestClass]
public sealed class DotnetCommandTests
{
    [TestMethod]
    public void The_asking_builds_properties_reach_the_child_with_paths_of_its_own_copy()
    {
        var arguments = Arguments(new() { ["Flavour"] = "a;b,c 50%", ["SolutionDir"] = "/clone/src/", ["_IsPublishing"] = "true", ["RuntimeIdentifier"] = "linux-x64" });

        CollectionAssert.Contains(arguments, "-p:Flavour=\"a;b%2Cc 50%25\"", "a list stays one");
        CollectionAssert.Contains(arguments, "-p:SolutionDir=/place/src/");
        CollectionAssert.Contains(arguments, "-p:RuntimeIdentifier=linux-x64");
        Assert.IsFalse(arguments.Any(a => a.Contains("_IsPublishing", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_property_with_quotes_and_blanks_around_it_reaches_the_child_whole()
    {
        var arguments = Arguments(new() { ["Flavour"] = " \"a\" b " });

        CollectionAssert.Contains(arguments, "-p:Flavour=%20%22a%22 b%20");
    }

    [TestMethod]
    public void Configuration_and_framework_go_by_their_switches_so_that_the_restore_does_not_see_them()
    {
        var arguments = Arguments(new() { ["Configuration"] = "Debug", ["TargetFramework"] = "net10.0" });

        Assert.AreEqual("Debug", arguments[arguments.IndexOf("-c") + 1]);
        Assert.AreEqual("net10.0", arguments[arguments.IndexOf("-f") + 1]);
        Assert.IsFalse(arguments.Any(a => a.StartsWith("-p:TargetFramework", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Neither_output_folders_nor_registries_of_the_asking_build_reach_the_child()
    {
        var arguments = Arguments(new() { ["PublishDir"] = "/x/", ["ContainerRegistry"] = "example.test", ["ContainerArchiveOutputPath"] = "/theirs.tar" });

        Assert.IsFalse(arguments.Any(a => a.Contains("/x/", StringComparison.Ordinal) || a.Contains("example.test", StringComparison.Ordinal)));
        CollectionAssert.Contains(arguments, "-p:ContainerArchiveOutputPath=/out/1.tar");
    }

    [TestMethod]
    public void Paths_are_mapped_for_all_projects_and_the_package_folder_too_whatever_characters_they_hold()
    {
        var arguments = Arguments([], packages: "/home/a,b=c/.nuget/packages/");

        CollectionAssert.Contains(arguments, "-p:PathMap=/place=/src%2C/home/a%2C%2Cb==c/.nuget/packages=/nuget");
    }

    [TestMethod]
    public void Of_several_platforms_the_child_builds_one_whatever_the_asking_build_names()
    {
        var arguments = Arguments(new() { ["ContainerRuntimeIdentifiers"] = "linux-x64;linux-arm64", ["RuntimeIdentifier"] = "linux-x64" }, runtime: "linux-arm64");

        CollectionAssert.Contains(arguments, "-p:RuntimeIdentifier=linux-arm64");
        CollectionAssert.Contains(arguments, "-p:ContainerRuntimeIdentifier=linux-arm64");
        CollectionAssert.Contains(arguments, "-p:ContainerImageFormat=OCI");
        CollectionAssert.DoesNotContain(arguments, "-p:RuntimeIdentifier=linux-x64");
    }

    private static List<string> Arguments(Dictionary<string, string> properties, string? packages = null, string? runtime = null)
    {
        var project = new DotnetProject { ProjectFile = "/clone/src/App.csproj", PackageRoot = packages, GlobalProperties = properties };
        var source = new DotnetSource("/clone", [], null);
        return [.. DotnetCommand.Arguments(project, source, "/place", "/out/1.tar", new Dictionary<string, string>(), runtime)];
    }
}
