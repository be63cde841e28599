using System.Text.Json.Nodes;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary><c>scratch</c> as an image: no layers, no settings, for every Linux platform that .NET runs on. Its bytes never change.</summary>
internal static class ScratchImage
{
    // The architectures of .NET's linux-* runtime identifiers, as Go names them.
    private static readonly Platform[] Platforms =
    [
        new("linux", "amd64"), new("linux", "arm64"), new("linux", "arm", "v7"), new("linux", "386"),
        new("linux", "s390x"), new("linux", "ppc64le"), new("linux", "riscv64"), new("linux", "loong64"),
    ];

    /// <summary>Makes it.</summary>
    public static ServedImage Open()
    {
        var image = new ServedImage();
        var manifests = Platforms.Select(platform => AddPlatform(image, platform)).ToArray();
        return image.WithTop(image.Add(MediaTypes.OciIndex, ManifestJson.Index(manifests)));
    }

    private static Descriptor AddPlatform(ServedImage image, Platform platform)
    {
        var config = new JsonObject
        {
            ["os"] = platform.Os,
            ["architecture"] = platform.Architecture,
            ["config"] = new JsonObject(),
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray() },
            ["history"] = new JsonArray(),
        };
        if (platform.Variant is not null) config["variant"] = platform.Variant;

        var blob = image.Add(MediaTypes.OciConfig, CanonicalJson.Write(config, "configuration"));
        return image.Add(MediaTypes.OciManifest, ManifestJson.Manifest(MediaTypes.OciManifest, blob, [])) with { Platform = platform };
    }
}
