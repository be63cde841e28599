using System.Security.Cryptography;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Sdk.Tests.Engines;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

/// <summary>.NET projects whose image is for two platforms.</summary>
[TestClass]
public sealed class MultiPlatformProjectTests
{
    private const string Two = "<ContainerRuntimeIdentifiers>linux-x64;linux-arm64</ContainerRuntimeIdentifiers>";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Two_platforms_are_verified_and_published_as_one_index_and_the_archive_is_the_same_in_another_clone()
    {
        using var folder = new TestFolder();
        string based = "-p:ContainerBaseImage=oci-archive:" + TwoPlatformBase.Write(folder);
        using var here = Project("a", Two + "<ContainerDescription>at 12:30: two colons</ContainerDescription>");
        using var there = Project("a-folder-with-a-longer-name", Two + "<ContainerDescription>at 12:30: two colons</ContainerDescription>");

        var verified = await here.RunAsync("publish", "-t:PublishContainer", based, "-p:ContainerArchiveOutputPath=out/app.tar", "-p:ReproVerifyOnPublish=true");
        var again = await there.RunAsync("publish", "-t:PublishContainer", based, "-p:ContainerArchiveOutputPath=out/app.tar", "-p:ReproVerifyOnPublish=false");

        verified.Succeeded().Says("Verdict:  Reproducible").Says("linux/amd64=sha256:").Says("linux/arm64=sha256:");
        again.Succeeded().DoesNotSay("Verdict:");
        Assert.AreEqual(Hash(here["out/app.tar"]), Hash(there["out/app.tar"]));
        using var archive = ImageArchive.Open(here["out/app.tar"]);
        var index = archive.Index.Manifests.Single();
        verified.Says($"Digest:    {index.Digest}");
        Assert.AreEqual("linux/amd64 linux/arm64", string.Join(' ', archive.Images.Select(i => i.Manifest!.Platform)));
        using var both = ImageArchive.Open(Path.Combine(folder.Path, "two-platforms.tar"));
        foreach (var (image, its) in archive.Images.Zip(both.Images))
        {
            Assert.AreEqual(image.Platform, image.Config.Platform);
            Assert.AreEqual(its.Layers[0].Blob.Digest, image.Layers[0].Blob.Digest, "the layers of its own platform's base");
            Assert.AreEqual("at 12:30: two colons", image.Config.Labels["org.opencontainers.image.description"]);
        }
    }

    [TestMethod]
    public async Task A_difference_in_one_of_two_platforms_names_that_platform_and_nothing_is_published()
    {
        using var project = Project("app", Two + "<Description Condition=\"'$(RuntimeIdentifier)' == 'linux-arm64'\">$([System.DateTime]::UtcNow.Ticks)</Description>");

        var run = await project.RunAsync("publish", "-t:PublishContainer", "-p:ContainerBaseImage=scratch", "-p:ContainerArchiveOutputPath=out/app.tar", "-p:ReproVerifyOnPublish=true");

        run.FailedWith("error REPRO5001").Says("differ: linux/arm64: sha256:").Says("[linux/arm64]").DoesNotSay("[linux/amd64]");
        Assert.IsFalse(File.Exists(project["out/app.tar"]));
    }

    [TestMethod]
    public async Task RuntimeIdentifiers_name_the_platforms_where_nothing_is_said_of_the_image_and_one_runtime_is_one_image()
    {
        using var project = Project("app", "<RuntimeIdentifiers>linux-x64;linux-arm64</RuntimeIdentifiers>");

        var both = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch");
        var one = await project.RunAsync("publish", "-t:PublishContainer", "-r", "linux-arm64", "-p:ContainerBaseImage=scratch", "-p:ContainerArchiveOutputPath=out/app.tar");

        both.Succeeded().Says("linux/amd64=sha256:").Says("linux/arm64=sha256:");
        one.Succeeded().DoesNotSay("linux-x64 begins");
        using var archive = ImageArchive.Open(project["out/app.tar"]);
        Assert.AreEqual("linux/arm64", archive.Images.Single().Platform.ToString());
        both.Says($"linux/arm64={archive.Images[0].Digest}");
    }

    [TestMethod]
    public async Task A_pinned_base_of_a_registry_is_checked_for_each_platform_and_a_pin_to_one_platform_is_refused()
    {
        var (index, single) = await TwoPlatformBase.PushAsync(TestContext.CancellationToken);
        using var project = Project("app", Two + $"<ContainerBaseImage>{index}</ContainerBaseImage>");

        var run = await project.RunAsync("build", "-t:VerifyReproducible");
        project.Write("app.csproj", ProjectText(Two + $"<ContainerBaseImage>{single}</ContainerBaseImage>")).Commit();
        var refused = await project.RunAsync("build", "-t:VerifyReproducible");

        run.Succeeded().Says("Verdict:  Reproducible").DoesNotSay("REPRO20");
        refused.FailedWith("error REPRO2022").Says("is for linux/amd64, and the image is built for linux-arm64").DoesNotSay("Build 1 with dotnet begins").DoesNotSay("Verdict:");
    }

    [TestMethod]
    public async Task Bad_platforms_are_refused_before_anything_is_built()
    {
        using var folder = new TestFolder();
        using var project = Project("app", "");
        string single = "-p:ContainerBaseImage=oci-archive:" + OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(new TarBuilder().File("a", "a").Build()))).Write(folder);

        var wrongBase = await project.RunAsync("build", "-t:VerifyReproducible", single, "-p:RuntimeIdentifier=linux-arm64");
        var twice = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch", "-p:ContainerRuntimeIdentifiers=linux-x64%3Blinux-musl-x64");
        var wrongProperty = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch", "-p:ReproPlatforms=linux/arm64");

        wrongBase.FailedWith("error REPRO2022").Says("is for linux/amd64, and the image is built for linux-arm64 (linux/arm64)").DoesNotSay("begins");
        twice.FailedWith("error REPRO1005").Says("linux-x64 and linux-musl-x64 are both linux/amd64").DoesNotSay("begins");
        wrongProperty.FailedWith("error REPRO1005").Says("ContainerRuntimeIdentifiers=").DoesNotSay("begins");
    }

    private static TestProject Project(string name, string properties) =>
        new TestProject(name).Write("app.csproj", ProjectText(properties)).Write("Program.cs", "System.Console.WriteLine(\"hello\");\n").Commit();

    private static string ProjectText(string properties) => TestProject.Console.Replace("</PropertyGroup>", properties + "</PropertyGroup>", StringComparison.Ordinal);

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
}
