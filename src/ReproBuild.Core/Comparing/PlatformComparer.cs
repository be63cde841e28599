using ReproBuild.Archives;
using ReproBuild.Diagnostics;

namespace ReproBuild.Comparing;

/// <summary>Compares two images of one platform, from the digest down.</summary>
internal sealed class PlatformComparer(
    ImageArchive left, PlatformImage leftImage, ImageArchive right, PlatformImage rightImage, ComparerOptions options, Action<Difference> onDifference)
{
    private readonly List<Diagnostic> _notCompared = [];
    private readonly InstructionBlamer _leftBlame = new(leftImage, options);
    private readonly InstructionBlamer _rightBlame = new(rightImage, options);
    private long _count;

    // Of a docker-archive only the image ID is known; two sides can be compared by what both have.
    private bool ByImageId => !leftImage.HasManifest || !rightImage.HasManifest;

    /// <summary>Compares the images.</summary>
    public PlatformComparison Compare(CancellationToken cancellation)
    {
        bool equal = ByImageId
            ? leftImage.ConfigDescriptor.Digest == rightImage.ConfigDescriptor.Digest
            : leftImage.Digest == rightImage.Digest;
        var layers = equal ? [] : Descend(cancellation);
        if (equal) CheckPresence(cancellation);

        return new PlatformComparison(leftImage.Platform, Verdict(equal), leftImage.Digest, rightImage.Digest)
        {
            ByImageId = ByImageId,
            Layers = layers,
            NotCompared = _notCompared,
            DifferenceCount = _count,
        };
    }

    private Verdict Verdict(bool equal)
    {
        // Manifests and configurations were read and hashed when the archives were opened: unequal digests prove unequal images.
        if (!equal) return Comparing.Verdict.Divergent;
        if (leftImage.HasManifest != rightImage.HasManifest)
        {
            _notCompared.Add(new Diagnostic(
                DiagnosticCodes.Inconclusive,
                $"The image IDs are equal ({leftImage.ConfigDescriptor.Digest}), and the image digest is not known of \"{(leftImage.HasManifest ? right : left).Path}\": a docker-archive has no manifest. Export an OCI archive."));
        }

        return _notCompared.Count > 0 ? Comparing.Verdict.Inconclusive : Comparing.Verdict.Reproducible;
    }

    /// <summary>Equal digests are not opened, but an archive that lacks the layers, or holds others in their place, proves nothing about them.</summary>
    private void CheckPresence(CancellationToken cancellation)
    {
        foreach (var (archive, image) in new[] { (left, leftImage), (right, rightImage) })
        {
            foreach (var layer in image.Layers.DistinctBy(l => l.Blob.Digest)) CheckPresence(archive, image, layer, cancellation);
        }
    }

    private void CheckPresence(ImageArchive archive, PlatformImage image, ImageLayer layer, CancellationToken cancellation)
    {
        try
        {
            if (image.HasManifest)
            {
                // Presence, length and media type; hashing what stands under its digest would read the whole image.
                archive.CheckPresence(layer);
                return;
            }

            // A docker-archive's configuration names diffIDs and no blob, so only unpacking tells whether a layer's file is the layer.
            using var reader = LayerReader.Open(archive, layer, cancellation);
            reader.VerifyToEnd();
        }
        catch (ReproException exception)
        {
            _notCompared.Add(exception.Diagnostic);
        }
    }

    private List<LayerComparison> Descend(CancellationToken cancellation)
    {
        try
        {
            foreach (var field in EnvelopeComparer.Manifests(left, leftImage, right, rightImage)) Emit(new Difference(DifferenceKind.ManifestField) { Fields = [field] });
            foreach (var field in EnvelopeComparer.Configs(left, leftImage, right, rightImage))
                Emit(new Difference(DifferenceKind.ConfigField) { Fields = [field], Blame = _leftBlame.OfField(field.Name) });
        }
        catch (ReproException exception)
        {
            _notCompared.Add(exception.Diagnostic);
        }

        var layers = CompareLayers(cancellation);

        // Digests differ, so something must be told: what the fields cannot show is how the documents are written.
        if (_count == 0 && _notCompared.Count == 0)
        {
            Emit(new Difference(DifferenceKind.ManifestField)
            {
                Fields = [new("the way the JSON is written (white space, order, escapes)", leftImage.Digest.ToString(), rightImage.Digest.ToString())],
            });
        }

        return layers;
    }

    private List<LayerComparison> CompareLayers(CancellationToken cancellation)
    {
        if (Reordered())
        {
            Emit(new Difference(DifferenceKind.LayerOrder) { Fields = [new("layers", Sequence(leftImage), Sequence(rightImage))] });
            return [];
        }

        var pairs = LayerMatcher.Match(leftImage.Layers, rightImage.Layers, Same, _leftBlame.Histories, _rightBlame.Histories);
        return [.. pairs.Select(p => CompareLayer(p.Left, p.Right, cancellation))];
    }

    private LayerComparison CompareLayer(ImageLayer? l, ImageLayer? r, CancellationToken cancellation)
    {
        var pair = new LayerPair((l ?? r)!.Index + 1, (l is null ? rightImage : leftImage).Layers.Count, l?.Blob.Digest, r?.Blob.Digest);
        var blame = l is null ? _rightBlame.OfLayer(r!.Index) : _leftBlame.OfLayer(l.Index);
        long before = _count;
        void EmitHere(Difference difference) => Emit(difference with { Layer = pair, Blame = blame });

        if (l is null || r is null)
        {
            EmitHere(new Difference(DifferenceKind.LayerMissing) { Fields = [new("layer", l?.Blob.Digest.ToString(), r?.Blob.Digest.ToString())] });
            return new LayerComparison(pair, blame, 1, null);
        }

        if (Same(l, r)) return new LayerComparison(pair, blame, 0, null);

        try
        {
            var watch = options.Watch?.Invoke(new Difference(DifferenceKind.Metadata) { Platform = leftImage.Platform, Layer = pair, Blame = blame });
            Read(l, r, EmitHere, watch, rights => options.LayerRead?.Invoke(leftImage.Platform, pair, rights), cancellation);
            return new LayerComparison(pair, blame, _count - before, null);
        }
        catch (ReproException exception)
        {
            _notCompared.Add(exception.Diagnostic);
            return new LayerComparison(pair, blame, _count - before, exception.Diagnostic);
        }
    }

    private void Read(ImageLayer l, ImageLayer r, Action<Difference> emit, IStepWatch? watch, Action<FileRights> read, CancellationToken cancellation)
    {
        long before = _count;
        // The blobs' digests vouch for the bytes, and the bytes themselves are compared, so a diffID would say nothing more.
        using (var leftReader = LayerReader.Open(left, l, cancellation, checkDiffId: false))
        using (var rightReader = LayerReader.Open(right, r, cancellation, checkDiffId: false))
        using (var comparer = new LayerComparer(leftReader, rightReader, emit, watch, options.KeepContents))
        {
            comparer.Compare(cancellation);
            read(comparer.Rights);
        }

        bool sameEntries = _count == before;
        if (sameEntries) CheckDiffIds(l, r, cancellation);
        if (sameEntries && l.DiffId != r.DiffId)
            emit(new Difference(DifferenceKind.TarPadding) { Fields = [new("diffID", l.DiffId.ToString(), r.DiffId.ToString())] });

        bool sameContent = sameEntries && l.DiffId == r.DiffId;
        var compression = CompressionComparer.Compare(left, l, right, r, sameContent);
        if (compression.Count > 0 && !ByImageId) emit(new Difference(DifferenceKind.Compression) { Fields = compression });
    }

    // Only the diffIDs can tell now whether the layers are the same bytes, so what they promise must be true.
    private void CheckDiffIds(ImageLayer l, ImageLayer r, CancellationToken cancellation)
    {
        using var leftReader = LayerReader.Open(left, l, cancellation);
        using var rightReader = LayerReader.Open(right, r, cancellation);
        leftReader.VerifyToEnd();
        rightReader.VerifyToEnd();
    }

    private void Emit(Difference difference)
    {
        _count++;
        onDifference(difference with { Platform = leftImage.Platform });
    }

    private bool Same(ImageLayer l, ImageLayer r) => l.Blob.Digest == r.Blob.Digest || (ByImageId && l.DiffId == r.DiffId);

    // By what the layers are, and not by what the configurations claim them to be: a claim that nothing has checked would hide all other differences.
    private bool Reordered()
    {
        var (l, r) = (leftImage.Layers.Select(x => x.Blob.Digest.ToString()), rightImage.Layers.Select(x => x.Blob.Digest.ToString()));
        return leftImage.Layers.Count == rightImage.Layers.Count && !l.SequenceEqual(r)
            && l.Order(StringComparer.Ordinal).SequenceEqual(r.Order(StringComparer.Ordinal));
    }

    private static string Sequence(PlatformImage image) => string.Join(", ", image.Layers.Select(x => x.DiffId.Abbreviated));
}
