namespace ReproBuild.Archives;

/// <summary>How a layer is stored.</summary>
public enum LayerCompression
{
    /// <summary>As a plain tar.</summary>
    None,

    /// <summary>RFC 1952, in one member or many.</summary>
    Gzip,

    /// <summary>RFC 8878, in one frame or many.</summary>
    Zstd,
}
