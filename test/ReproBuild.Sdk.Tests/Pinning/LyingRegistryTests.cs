using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using ReproBuild.Sdk.Tests.Engines;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Pinning;

/// <summary>A registry that sends other bytes for a digest than those that were pinned: no engine may build on them.</summary>
[TestClass]
public sealed class LyingRegistryTests
{
    [TestMethod]
    [DataRow("buildx", true)]
    [DataRow("buildah", true)]
    [DataRow("buildx", false)]
    [DataRow("buildah", false)]
    public async Task Another_manifest_or_configuration_for_a_pinned_digest_ends_a_Dockerfile_build(string engine, bool manifest)
    {
        await using var registry = await LiarAsync(manifest);
        using var project = TestProject.NewDockerfile($"FROM {registry.Pinned}\nCOPY Dockerfile /\n");

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=" + engine, "-p:ReproCheckRegistries=false");

        run.FailedWith("error REPRO").DoesNotSay("Verdict:  Reproducible");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Another_manifest_or_configuration_for_a_pinned_digest_ends_a_build_of_the_dotnet_SDK(bool manifest)
    {
        await using var registry = await LiarAsync(manifest);
        using var project = TestProject.NewConsole();
        project.Write("app.csproj", TestProject.Console.Replace("</PropertyGroup>",
            $"<ContainerBaseImage>{registry.Pinned}</ContainerBaseImage></PropertyGroup>", StringComparison.Ordinal)).Commit();

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproCheckRegistries=false");

        run.FailedWith("error REPRO6004").DoesNotSay("Verdict:");
        Assert.IsFalse(File.Exists(project["artifacts/repro/build-1.oci.tar"]));
    }

    [TestMethod]
    [DataRow("buildx")]
    [DataRow("buildah")]
    public async Task The_same_registry_is_built_on_while_it_tells_the_truth_and_the_base_is_found_in_the_image(string engine)
    {
        await using var registry = await LiarAsync(manifest: null);
        using var project = TestProject.NewDockerfile($"FROM {registry.Pinned}\nCOPY Dockerfile /\n");

        var run = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ReproEngine=" + engine);

        run.Succeeded().Says("Verdict:  Reproducible").DoesNotSay("REPRO20");
    }

    /// <summary>A registry that holds busybox, and for one digest of it something that was tampered with; null for an honest one.</summary>
    private static async Task<Liar> LiarAsync(bool? manifest)
    {
        string file = Path.Combine(TestEngine.Variable("REPRO_TEST_IMAGES"), "busybox.tar");
        var registry = await TestRegistry.StartAsync();
        var digest = registry.Store!.AddArchive("base", "1", file);
        using var archive = ImageArchive.Open(file);
        var config = archive.Images.Single().ConfigDescriptor;
        byte[] evil = Json.Bytes(Tampered(archive.ReadBlob(config, 1 << 20)));
        if (manifest == true)
        {
            var root = Json.Parse(registry.Store.Manifests[("base", digest.ToString())].Bytes);
            var blob = registry.Store.AddBlob("base", evil);
            root["config"]!["digest"] = blob.Digest.ToString();
            root["config"]!["size"] = blob.Size;
            registry.Store.Manifests[("base", digest.ToString())] = (MediaTypes.OciManifest, Json.Bytes(root));
        }
        else if (manifest == false)
        {
            registry.Store.Blobs[("base", config.Digest.ToString())] = evil;
        }

        // A liar does not give itself away by the header.
        registry.Between = (context, answer) =>
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.Headers.ContainsKey("Docker-Content-Digest")) context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
                return Task.CompletedTask;
            });
            return answer(context);
        };
        return new Liar(registry, digest);
    }

    private static System.Text.Json.Nodes.JsonObject Tampered(byte[] configuration)
    {
        var root = Json.Parse(configuration);
        root["config"]!["Env"] = new System.Text.Json.Nodes.JsonArray("PATH=/evil");
        return root;
    }

    private sealed record Liar(TestRegistry Registry, Digest Digest) : IAsyncDisposable
    {
        public string Pinned => $"{Registry.Host}/base:1@{Digest}";

        public ValueTask DisposeAsync() => Registry.DisposeAsync();
    }
}
