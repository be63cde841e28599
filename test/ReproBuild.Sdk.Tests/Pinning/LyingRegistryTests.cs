using System.Text;
using System.Text.Json.Nodes;
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
        var busybox = registry.Store!.AddArchive("base", "busybox", file);
        var (digest, config, manifestJson) = Unique(registry, busybox);
        byte[] evil = Tampered(config.Bytes);
        if (manifest == true)
        {
            var blob = registry.Store.AddBlob("base", evil);
            registry.Store.Manifests[("base", digest.ToString())] = (MediaTypes.OciManifest, WithConfig(manifestJson, blob));
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

    // A base of its own for each test: what a lie leaves behind in a daemon must not meet the truth of another test.
    private static (Digest Digest, (Digest Digest, byte[] Bytes) Config, byte[] Manifest) Unique(TestRegistry registry, Digest image)
    {
        byte[] original = registry.Store!.Manifests[("base", image.ToString())].Bytes;
        string old = (string)Json.Parse(original)["config"]!["digest"]!;
        var root = Json.Parse(registry.Store.Blobs[("base", old)]);
        root["config"]!["Labels"] = new JsonObject { ["test"] = Guid.NewGuid().ToString() };
        byte[] config = Json.Bytes(root);
        var blob = registry.Store.AddBlob("base", config);
        byte[] manifest = WithConfig(original, blob);
        var digest = Digest.Of(manifest);
        registry.Store.Manifests[("base", digest.ToString())] = (MediaTypes.OciManifest, manifest);
        registry.Store.Manifests[("base", "1")] = (MediaTypes.OciManifest, manifest);
        return (digest, (blob.Digest, config), manifest);
    }

    private static byte[] WithConfig(byte[] manifest, Descriptor config)
    {
        var root = Json.Parse(manifest);
        root["config"]!["digest"] = config.Digest.ToString();
        root["config"]!["size"] = config.Size;
        return Json.Bytes(root);
    }

    // Of the same length, so that only its bytes give it away.
    private static byte[] Tampered(byte[] configuration)
    {
        string text = Encoding.UTF8.GetString(configuration);
        int label = text.IndexOf("\"test\":\"", StringComparison.Ordinal) + 8;
        return Encoding.UTF8.GetBytes(text[..label] + new string('e', 36) + text[(label + 36)..]);
    }

    private sealed record Liar(TestRegistry Registry, Digest Digest) : IAsyncDisposable
    {
        public string Pinned => $"{Registry.Host}/base:1@{Digest}";

        public ValueTask DisposeAsync() => Registry.DisposeAsync();
    }
}
