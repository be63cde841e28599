using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Sdk.Tests.Engines;

/// <summary>A base image for two platforms under one index: busybox for this one, and for arm64 the same files with programs of arm64, which do nothing.</summary>
internal static class TwoPlatformBase
{
    /// <summary>Writes it as an OCI archive.</summary>
    public static string Write(TestFolder folder)
    {
        using var busybox = ImageArchive.Open(Path.Combine(TestEngine.Variable("REPRO_TEST_IMAGES"), "busybox.tar"));
        var own = busybox.Images.Single();
        Assert.AreEqual("amd64", own.Config.Platform.Architecture);
        var builder = new OciArchiveBuilder();
        var layers = own.Layers.Select(layer => new TestLayer([], Read(busybox, layer.Blob), layer.Blob.MediaType) { DiffId = layer.DiffId });
        var here = new TestImage([.. layers]) { Config = c => c["config"]!["Env"] = new System.Text.Json.Nodes.JsonArray("PATH=/bin") };
        var there = new TestImage(TestLayer.Gzip(new TarBuilder().Folder("bin").Add(new TarItem("bin/sh", Arm64Program()) { Mode = 0b111_101_101 }).Build()))
        {
            Architecture = "arm64",
            Config = here.Config,
        };
        builder.Manifests.Add(builder.AddIndex(builder.AddImage(here), builder.AddImage(there)));
        return builder.Write(folder, "two-platforms.tar");
    }

    /// <summary>Pushes it into the loopback registry.</summary>
    /// <returns>Its name there, with the digest of the index; and the same with that of the manifest for amd64.</returns>
    public static async Task<(string Index, string Single)> PushAsync(CancellationToken cancellationToken)
    {
        using var folder = new TestFolder();
        using var client = new RegistryClient(RegistryOptions.FromEnvironment());
        using var archive = ImageArchive.Open(Write(folder));
        var repository = ImageReference.Parse(TestEngine.Variable("REPRO_TEST_REGISTRY") + "/two-platforms");
        var pushed = await new ArchivePusher(client).PushAsync(archive, repository, ["1"], new PushOptions(), cancellationToken);
        return ($"{repository.Name}:1@{pushed.Image.Digest}", $"{repository.Name}:1@{archive.Images[0].Digest}");
    }

    private static byte[] Read(ImageArchive archive, Descriptor blob)
    {
        using var stream = archive.OpenBlob(blob);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    // The header of a program of AArch64 (elf(5)), which no other processor starts.
    private static byte[] Arm64Program()
    {
        byte[] elf = new byte[4096];
        byte[] header = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        header.CopyTo(elf, 0);
        (elf[16], elf[18], elf[20]) = (2, 0xB7, 1);
        (elf[52], elf[54]) = (64, 56);
        return elf;
    }
}
