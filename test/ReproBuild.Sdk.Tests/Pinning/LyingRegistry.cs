using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using ReproBuild.Sdk.Tests.Engines;

namespace ReproBuild.Sdk.Tests.Pinning;

/// <summary>A registry that holds busybox as an index of two platforms, and sends something else for one of the digests.</summary>
internal sealed class LyingRegistry : IAsyncDisposable
{
    private readonly TestRegistry _registry;
    private int _lies;

    private LyingRegistry(TestRegistry registry, Digest digest) => (_registry, Digest) = (registry, digest);

    /// <summary>The digest of the index.</summary>
    public Digest Digest { get; }

    /// <summary>How often it has lied.</summary>
    public int Lies => _lies;

    public string Tagged => $"{_registry.Host}/base:1";

    public string Pinned => $"{Tagged}@{Digest}";

    public static async Task<LyingRegistry> StartAsync(Lie lie)
    {
        string file = Path.Combine(TestEngine.Variable("REPRO_TEST_IMAGES"), "busybox.tar");
        var registry = await TestRegistry.StartAsync();
        var store = registry.Store!;
        // A base with a layer of its own for each test: what a lie leaves behind in a daemon must not meet the truth of another test, and
        // what a daemon has, packed differently, it does not ask for.
        string unique = Guid.NewGuid().ToString();
        byte[] original = WithOwnLayer(store, store.Manifests[("base", store.AddArchive("base", "busybox", file).ToString())].Bytes, unique);
        var (amd, config) = Platform(store, original, unique, "amd64");
        var (arm, _) = Platform(store, original, unique, "arm64");
        byte[] index = Json.Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.OciIndex,
            ["manifests"] = new JsonArray(Entry(amd, "amd64"), Entry(arm, "arm64")),
        });
        var liar = new LyingRegistry(registry, store.AddManifest("base", "1", index, MediaTypes.OciIndex));

        var truth = Digest.Of(amd);
        string layer = (string)Json.Parse(amd)["layers"]!.AsArray()[^1]!["digest"]!;
        string? about = lie switch
        {
            Lie.OtherManifest => Put(store, truth, WithConfig(amd, store.AddBlob("base", Tampered(config)))),
            Lie.OtherPlatform => Put(store, truth, arm),
            Lie.TamperedConfig => Put(store, Digest.Of(config), Tampered(config)),
            Lie.TamperedLayer => Put(store, Digest.Parse(layer), Flipped(store.Blobs[("base", layer)])),
            _ => null,
        };
        registry.Between = (context, answer) =>
        {
            if (about is not null && context.Request.Path.Value!.EndsWith(about, StringComparison.Ordinal)) Interlocked.Increment(ref liar._lies);
            // A liar does not give itself away by a header.
            context.Response.OnStarting(() =>
            {
                string asked = context.Request.Path.Value!.Split('/')[^1];
                if (context.Response.Headers.ContainsKey("Docker-Content-Digest") && asked.StartsWith("sha256:", StringComparison.Ordinal)) context.Response.Headers["Docker-Content-Digest"] = asked;
                return Task.CompletedTask;
            });
            return answer(context);
        };
        return liar;
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    private static (byte[] Manifest, byte[] Config) Platform(TestRegistryStore store, byte[] original, string unique, string architecture)
    {
        var root = Json.Parse(store.Blobs[("base", (string)Json.Parse(original)["config"]!["digest"]!)]);
        root["config"]!["Labels"] = new JsonObject { ["test"] = unique };
        root["architecture"] = architecture;
        byte[] config = Json.Bytes(root);
        byte[] manifest = WithConfig(original, store.AddBlob("base", config));
        store.Manifests[("base", Digest.Of(manifest).ToString())] = (MediaTypes.OciManifest, manifest);
        return (manifest, config);
    }

    private static byte[] WithOwnLayer(TestRegistryStore store, byte[] manifest, string unique)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true)) writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "own") { DataStream = new MemoryStream(Encoding.ASCII.GetBytes(unique)) });
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(tar.ToArray());
        var layer = store.AddBlob("base", packed.ToArray());

        var root = Json.Parse(manifest);
        var config = Json.Parse(store.Blobs[("base", (string)root["config"]!["digest"]!)]);
        config["rootfs"]!["diff_ids"]!.AsArray().Add(Digest.Of(tar.ToArray()).ToString());
        config["history"]?.AsArray().Add(new JsonObject { ["created_by"] = "own" });
        root["layers"]!.AsArray().Add(new JsonObject { ["mediaType"] = layer.MediaType, ["digest"] = layer.Digest.ToString(), ["size"] = layer.Size });
        return WithConfig(Json.Bytes(root), store.AddBlob("base", Json.Bytes(config)));
    }

    private static JsonObject Entry(byte[] manifest, string architecture) => new()
    {
        ["mediaType"] = MediaTypes.OciManifest,
        ["digest"] = Digest.Of(manifest).ToString(),
        ["size"] = manifest.Length,
        ["platform"] = new JsonObject { ["architecture"] = architecture, ["os"] = "linux" },
    };

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

    private static byte[] Flipped(byte[] bytes)
    {
        byte[] other = [.. bytes];
        other[bytes.Length / 2] ^= 1;
        return other;
    }

    private static string Put(TestRegistryStore store, Digest truth, byte[] lie)
    {
        if (store.Blobs.ContainsKey(("base", truth.ToString()))) store.Blobs[("base", truth.ToString())] = lie;
        else store.Manifests[("base", truth.ToString())] = (MediaTypes.OciManifest, lie);
        return truth.ToString();
    }
}
