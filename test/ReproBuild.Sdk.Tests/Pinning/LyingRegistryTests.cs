using ReproBuild.Sdk.Tests.Engines;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Pinning;

/// <summary>A registry that sends other bytes for a digest than those that were pinned: no engine may build on them.</summary>
[TestClass]
public sealed class LyingRegistryTests
{
    [TestMethod]
    [DataRow("buildx", Lie.OtherManifest)]
    [DataRow("buildx", Lie.OtherPlatform)]
    [DataRow("buildx", Lie.TamperedConfig)]
    [DataRow("buildx", Lie.TamperedLayer)]
    [DataRow("buildah", Lie.OtherManifest)]
    [DataRow("buildah", Lie.OtherPlatform)]
    [DataRow("buildah", Lie.TamperedConfig)]
    [DataRow("buildah", Lie.TamperedLayer)]
    public async Task What_is_not_what_was_pinned_ends_a_Dockerfile_build(string engine, Lie lie)
    {
        await using var registry = await LyingRegistry.StartAsync(lie);
        using var project = TestProject.NewDockerfile($"FROM {registry.Pinned}\nCOPY Dockerfile /\n");

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=" + engine, "-p:ReproCheckRegistries=false");

        // The engine's own word for it, with its build log; and the line of what it was about to build on.
        run.FailedWith("error REPRO4001").Says(registry.Pinned).DoesNotSay("Verdict:");
        Assert.IsFalse(File.Exists(project["artifacts/repro/build-1.oci.tar"]));
        Assert.IsGreaterThan(0, registry.Lies, "it was lied to");
    }

    [TestMethod]
    [DataRow(Lie.OtherManifest)]
    [DataRow(Lie.OtherPlatform)]
    [DataRow(Lie.TamperedConfig)]
    [DataRow(Lie.TamperedLayer)]
    public async Task What_is_not_what_was_pinned_ends_a_build_of_the_dotnet_SDK(Lie lie)
    {
        await using var registry = await LyingRegistry.StartAsync(lie);
        using var project = TestProject.NewConsole();
        project.Write("app.csproj", TestProject.Console.Replace("</PropertyGroup>",
            $"<ContainerBaseImage>{registry.Pinned}</ContainerBaseImage></PropertyGroup>", StringComparison.Ordinal)).Commit();

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproCheckRegistries=false");

        run.FailedWith("error REPRO6004").Says("lies or is damaged").DoesNotSay("Verdict:");
        Assert.IsFalse(File.Exists(project["artifacts/repro/build-1.oci.tar"]));
        Assert.IsGreaterThan(0, registry.Lies, "it was lied to");
    }

    [TestMethod]
    [DataRow(Lie.OtherManifest)]
    [DataRow(Lie.OtherPlatform)]
    [DataRow(Lie.TamperedConfig)]
    public async Task What_is_not_what_was_asked_for_is_never_written_as_a_pin(Lie lie)
    {
        await using var registry = await LyingRegistry.StartAsync(lie);
        string dockerfile = $"FROM {registry.Tagged}\nCOPY Dockerfile /\n";
        using var project = TestProject.NewDockerfile(dockerfile);

        var run = await project.RunAsync("build", "-t:PinBaseImages");

        run.FailedWith("error REPRO6004").Says("lies or is damaged").DoesNotSay("Written:");
        Assert.AreEqual(dockerfile, File.ReadAllText(project["Dockerfile"]));
        Assert.IsFalse(File.Exists(project["repro.lock.json"]));
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task The_same_registry_is_built_on_while_it_tells_the_truth_and_the_base_is_found_in_the_image(string engine)
    {
        await using var registry = await LyingRegistry.StartAsync(Lie.None);
        using var project = TestProject.NewDockerfile($"FROM {registry.Pinned}\nCOPY Dockerfile /\n");

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=" + engine);

        run.Succeeded().Says("Verdict:  Reproducible").DoesNotSay("REPRO20");
    }

    [TestMethod]
    public async Task An_engine_that_builds_on_something_else_than_was_pinned_is_found_out_from_the_image()
    {
        await using var registry = await LyingRegistry.StartAsync(Lie.None);
        using var project = TestProject.NewDockerfile($"FROM {registry.Pinned}\nCOPY Dockerfile /\n");
        // BuildKit's own way to put one source in the place of another, set by whoever owns the machine.
        project.Write("artifacts/policy.json", $$"""
            {"rules":[{"action":"CONVERT","selector":{"identifier":"docker-image://{{registry.Pinned}}"},"updates":{"identifier":"docker-image://{{TestEngine.Variable("REPRO_TEST_IMAGE_ALPINE")}}"} }]}
            """);
        project.Environment["EXPERIMENTAL_BUILDKIT_SOURCE_POLICY"] = project["artifacts/policy.json"];

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=buildx");

        run.FailedWith("error REPRO2017").Says(registry.Digest.ToString());
    }
}
