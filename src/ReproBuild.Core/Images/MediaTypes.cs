namespace ReproBuild.Images;

/// <summary>The media types of images. OCI image specification, <c>media-types.md</c>; Docker image manifest version 2, schema 2.</summary>
public static class MediaTypes
{
    /// <summary>An OCI image index.</summary>
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";

    /// <summary>An OCI image manifest.</summary>
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>An OCI image configuration.</summary>
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>An uncompressed OCI layer.</summary>
    public const string OciLayer = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>A gzip OCI layer.</summary>
    public const string OciLayerGzip = OciLayer + "+gzip";

    /// <summary>A zstd OCI layer.</summary>
    public const string OciLayerZstd = OciLayer + "+zstd";

    /// <summary>A Docker manifest list.</summary>
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>A Docker manifest, schema 2.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>A Docker image configuration.</summary>
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";

    /// <summary>A gzip Docker layer.</summary>
    public const string DockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>An uncompressed Docker layer.</summary>
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar";

    /// <summary>A zstd Docker layer, as BuildKit and podman write it.</summary>
    public const string DockerLayerZstd = DockerLayer + ".zstd";

    /// <summary>A layer of the OCI specification that is not to be distributed (Windows bases), plain; <c>+gzip</c> and <c>+zstd</c> may follow.</summary>
    public const string OciForeignLayer = "application/vnd.oci.image.layer.nondistributable.v1.tar";

    /// <summary>A Docker layer that is not to be distributed, gzip.</summary>
    public const string DockerForeignLayer = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

    /// <summary>Whether the type is one of Docker's.</summary>
    public static bool IsDocker(string? type) => type?.StartsWith("application/vnd.docker.", StringComparison.Ordinal) == true;

    /// <summary>Whether the type is an index or a manifest list.</summary>
    public static bool IsIndex(string? type) => type is OciIndex or DockerIndex;

    /// <summary>Whether the type is an image manifest.</summary>
    public static bool IsManifest(string? type) => type is OciManifest or DockerManifest;

    /// <summary>Whether the type is an image configuration.</summary>
    public static bool IsConfig(string? type) => type is OciConfig or DockerConfig;

    /// <summary>Whether the type is a layer's, plain or compressed in a known way.</summary>
    public static bool IsLayer(string? type) => type is OciLayer or OciLayerGzip or OciLayerZstd
        or DockerLayer or DockerLayerGzip or DockerLayerZstd or DockerForeignLayer
        or OciForeignLayer or OciForeignLayer + "+gzip" or OciForeignLayer + "+zstd";
}
