using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Judges how the images of a build are named: pinned or not, and what has become of their pins.</summary>
/// <param name="lockFile">The lock file; an empty one where there is none.</param>
/// <param name="resolver">Asks registries; null to ask none.</param>
public sealed class PinInspector(LockFile lockFile, IImageResolver? resolver)
{
    /// <summary>How long registries are waited for: a verification must not hang because one is slow. What they have not said by then is not known.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Judges.</summary>
    /// <param name="uses">The uses; from <see cref="PinChecker.FindImages"/> or <see cref="SdkBaseImage"/>.</param>
    /// <param name="target">The target that is built, for the messages.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>
    /// REPRO2001 to REPRO2003: not pinned; a name that the lock file has is. REPRO2004 to REPRO2007, REPRO2015: what is wrong with a pin.
    /// </returns>
    public async Task<IReadOnlyList<Diagnostic>> InspectAsync(IReadOnlyList<ImageUse> uses, string? target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uses);
        uses = [.. uses.Select(Locked)];
        var references = uses.Select(u => u.Reference).OfType<ImageReference>().Select(r => r.WithTag()).ToList();
        // By tag: what it stands for now. By digest alone: whether it is still there.
        var answers = await AskAsync(references.Select(r => r.Tag is null ? r : r.WithoutDigest()), cancellationToken).ConfigureAwait(false);
        var doubtful = references.Where(r => r is { Digest: not null, Tag: not null } && answers.GetValueOrDefault(r.WithoutDigest())?.Digest != r.Digest);
        var pins = await AskAsync(doubtful.Select(ByDigest), cancellationToken).ConfigureAwait(false);

        var found = new List<Diagnostic>();
        foreach (var use in uses)
        {
            if (use.Reference is not { } reference) found.Add(PinMessages.For(use, target)!);
            else if (!reference.IsPinned)
            {
                if (PinMessages.For(use, target, answers.GetValueOrDefault(reference.WithTag())?.Digest) is { } unpinned) found.Add(unpinned);
            }
            else found.AddRange(Inspect(use, reference, answers.GetValueOrDefault(reference.Tag is null ? reference : reference.WithoutDigest()), pins.GetValueOrDefault(ByDigest(reference))));
        }

        return [.. found.Concat(PinMessages.TwoTags(uses)).Distinct()];
    }

    // A name that the lock file pins is as good as one with the digest behind it, and gets as old.
    private ImageUse Locked(ImageUse use) => use.Reference is { IsPinned: false } reference && lockFile.Find(reference) is { } locked
        ? use with { Reference = reference.WithTag().WithDigest(locked.Digest) }
        : use;

    private IEnumerable<Diagnostic> Inspect(ImageUse use, ImageReference reference, Answer? now, Answer? pin)
    {
        if (reference.Tag is null) pin = now;
        bool moved = reference.Tag is not null && now?.Digest is { } current && current != reference.Digest;
        if (pin is { IsMissing: true }) yield return PinMessages.Vanished(use);
        else if (moved && pin?.MediaType is { } type && MediaTypes.IsManifest(type) && MediaTypes.IsIndex(now!.MediaType))
            yield return PinMessages.OnePlatform(use, now.Digest!);
        else if (moved) yield return PinMessages.Moved(use, now!.Digest!);

        if (lockFile.Find(reference) is { } locked && locked.Digest != reference.Digest) yield return PinMessages.NotAsLocked(use, locked.Digest, lockFile.Path);
    }

    private async Task<IReadOnlyDictionary<ImageReference, Answer>> AskAsync(IEnumerable<ImageReference> references, CancellationToken cancellationToken)
    {
        if (resolver is null) return new Dictionary<ImageReference, Answer>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        return await ImageResolutions.AskAsync(references, async (reference, _) =>
        {
            try
            {
                return await resolver.FindAsync(reference, patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new Answer(null);
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    private static ImageReference ByDigest(ImageReference reference) => ImageReference.Parse($"{reference.Name}@{reference.Digest}");
}
