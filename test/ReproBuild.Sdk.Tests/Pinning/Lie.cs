namespace ReproBuild.Sdk.Tests.Pinning;

/// <summary>What a registry sends in the place of what it was asked for.</summary>
public enum Lie
{
    None,

    /// <summary>For the digest of a manifest, a manifest with another configuration.</summary>
    OtherManifest,

    /// <summary>For the digest of a manifest, that of the same image for another platform.</summary>
    OtherPlatform,

    /// <summary>For the digest of a configuration, another one of the same length.</summary>
    TamperedConfig,

    /// <summary>For the digest of a layer, bytes of the same length.</summary>
    TamperedLayer,
}
