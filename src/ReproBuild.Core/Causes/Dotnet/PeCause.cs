namespace ReproBuild.Causes.Dotnet;

/// <summary>A cause that shows in assemblies, in portable PDBs, or in both.</summary>
internal abstract class PeCause : SideCause
{
    /// <summary>Takes the noise out of an assembly; its embedded PDB comes to <see cref="Clean(PdbListing, List{string})"/> by itself.</summary>
    /// <param name="image">The assembly, to be changed.</param>
    /// <param name="noise">Takes what was taken out.</param>
    /// <param name="trace">What is known of the build.</param>
    protected virtual void Clean(PeImage image, List<string> noise, BuildTrace trace)
    {
    }

    /// <summary>Takes the noise out of a PDB.</summary>
    /// <returns>Null where the cause has nothing to do with PDBs.</returns>
    protected virtual PdbListing? Clean(PdbListing listing, List<string> noise) => null;

    /// <inheritdoc/>
    protected sealed override CanonicalSide? Form(ReadOnlyMemory<byte> content, string name, BuildTrace trace)
    {
        var noise = new List<string>();
        if (PdbListing.Is(content.Span)) return Clean(PdbListing.Read(content), noise) is { } listing ? new CanonicalSide(listing.Write(), noise) : null;
        if (PeImage.Read(content) is not { } image) return null;

        Clean(image, noise, trace);
        if (image.CanRebuild && EmbeddedPdb.Read(image) is { } embedded && Clean(embedded, noise) is { } cleaned) EmbeddedPdb.Replace(image, cleaned);
        return new CanonicalSide(noise.Count == 0 ? content.ToArray() : image.Write(), noise);
    }
}
