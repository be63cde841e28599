namespace ReproBuild.Archives;

/// <summary>The form in which an archive holds its images.</summary>
public enum ArchiveFormat
{
    /// <summary>An OCI image layout in a tar.</summary>
    OciArchive,

    /// <summary>An OCI image layout as a folder.</summary>
    OciLayout,

    /// <summary>What <c>docker save</c> made before it wrote OCI layouts: a tar with a manifest.json and no manifests.</summary>
    DockerArchive,

    /// <summary>No archive: a registry, which gives what is asked for.</summary>
    Registry,
}
