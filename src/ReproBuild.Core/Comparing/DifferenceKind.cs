namespace ReproBuild.Comparing;

/// <summary>In what two images differ at one place.</summary>
public enum DifferenceKind
{
    /// <summary>A field of the index around the images; outside of the image digests, so outside of the verdict.</summary>
    IndexField,

    /// <summary>A platform that one side alone has.</summary>
    PlatformMissing,

    /// <summary>A field of the manifest.</summary>
    ManifestField,

    /// <summary>A field of the configuration.</summary>
    ConfigField,

    /// <summary>The same layer content, compressed to other bytes.</summary>
    Compression,

    /// <summary>A layer that one side alone has.</summary>
    LayerMissing,

    /// <summary>The same layers in another sequence.</summary>
    LayerOrder,

    /// <summary>The content of a file.</summary>
    Content,

    /// <summary>An entry that one side alone has.</summary>
    EntryMissing,

    /// <summary>A path that is another kind of entry on each side, or links to another target.</summary>
    EntryType,

    /// <summary>Fields of an entry's headers.</summary>
    Metadata,

    /// <summary>The same entries in another sequence.</summary>
    EntryOrder,

    /// <summary>The bytes around the entries: padding, or what follows the last entry.</summary>
    TarPadding,

    /// <summary>A path that stands more often on one side than on the other.</summary>
    DuplicateEntry,
}
