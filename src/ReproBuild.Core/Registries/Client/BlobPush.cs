namespace ReproBuild.Registries;

/// <summary>How a blob came into a repository.</summary>
public enum BlobPush
{
    /// <summary>It had been there before.</summary>
    WasThere,

    /// <summary>The registry took it from another of its repositories.</summary>
    Mounted,

    /// <summary>It was sent.</summary>
    Uploaded,
}
