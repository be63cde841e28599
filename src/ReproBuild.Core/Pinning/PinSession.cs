using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Finds, for every use of an image in one project, the digest that it is to have.</summary>
internal sealed class PinSession(PinRequest request, IImageResolver resolver, LockFile before, Dockerfile? dockerfile)
{
    private readonly List<Diagnostic> diagnostics = [];
    private readonly Dictionary<string, LockedImage> locked = new(StringComparer.Ordinal);

    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    /// <summary>The lock file to be.</summary>
    public LockFile After => new(before.Path, locked);

    /// <summary>Asks for what is not known yet, each image once, and says what is wrong.</summary>
    /// <returns>The uses that have a digest now.</returns>
    public async Task<IReadOnlyList<PinnedUse>> ResolveAsync(IReadOnlyList<ImageUse> uses, CancellationToken cancellationToken)
    {
        foreach (var use in uses.Where(u => u.Reference is null)) diagnostics.Add(PinChecker.Check(use, request.Query.Target)!);
        // A name without a tag stands for the tag "latest", and is written and locked with it.
        var named = uses.Where(u => u.Reference is not null).ToList();
        var written = Written(named);
        var wanted = named.Select(u => (Use: u, Ask: Wanted(u.Reference!.WithTag(), written))).ToList();
        await LockAsync([.. wanted.Select(w => w.Ask)], [.. wanted.Select(w => w.Use)], cancellationToken).ConfigureAwait(false);

        var pinned = new List<PinnedUse>();
        foreach (var (use, ask) in wanted)
        {
            if (locked.TryGetValue(LockFile.KeyOf(ask), out var image)) pinned.Add(new PinnedUse(use, use.Reference!.WithTag().WithDigest(image.Digest)));
        }

        await AddTriggeredAsync(pinned, cancellationToken).ConfigureAwait(false);
        return pinned;
    }

    /// <summary>The digest that the project itself gives to each name; a name with two is an error unless all are to be asked for anew.</summary>
    private Dictionary<string, Digest> Written(List<ImageUse> uses)
    {
        var written = new Dictionary<string, Digest>(StringComparer.Ordinal);
        foreach (var use in uses)
        {
            if (use.Reference!.Digest is not { } digest || (request.Update && use.Reference.Tag is not null)) continue;
            string key = LockFile.KeyOf(use.Reference);
            if (written.TryAdd(key, digest) || written[key] == digest) continue;
            diagnostics.Add(PinMessages.At(use, DiagnosticCodes.LockFileMismatch,
                $"\"{key}\" is pinned to {digest} here and to {written[key]} elsewhere. Make them one, or refresh both with -p:ReproPinUpdate=true."));
        }

        return written;
    }

    // The digest in the project decides, then the lock file, then the registry; a refresh asks the registry wherever there is a tag.
    private ImageReference Wanted(ImageReference reference, Dictionary<string, Digest> written)
    {
        if (request.Update && (reference.Tag is not null || reference.Digest is null)) return reference.WithoutDigest();
        if (reference.Digest is not null) return reference;
        string key = LockFile.KeyOf(reference);
        if (written.TryGetValue(key, out var digest)) return reference.WithDigest(digest);
        return before.Images.TryGetValue(key, out var image) ? reference.WithDigest(image.Digest) : reference;
    }

    private async Task LockAsync(List<ImageReference> asked, List<ImageUse> uses, CancellationToken cancellationToken)
    {
        var unknown = new List<ImageReference>();
        foreach (var reference in asked)
        {
            string key = LockFile.KeyOf(reference);
            if (locked.ContainsKey(key)) continue;
            if (reference.Digest is { } digest && before.Images.TryGetValue(key, out var known) && known.Digest == digest) locked[key] = known;
            else unknown.Add(reference);
        }

        var answers = await ImageResolutions.AskAsync(unknown, resolver.ResolveAsync, cancellationToken).ConfigureAwait(false);
        foreach (var (reference, answer) in answers.OrderBy(a => LockFile.KeyOf(a.Key), StringComparer.Ordinal))
        {
            if (answer.Image is { } image) locked[LockFile.KeyOf(reference)] = LockedImage.Of(image);
            else
            {
                foreach (var use in uses.Where((u, i) => asked[i].Equals(reference)).DistinctBy(u => u.Place)) diagnostics.Add(PinMessages.Unresolvable(use, answer));
            }
        }
    }

    /// <summary>The images that come in by the triggers of a base, which no line of the project names.</summary>
    private async Task AddTriggeredAsync(IReadOnlyList<PinnedUse> pinned, CancellationToken cancellationToken)
    {
        if (dockerfile is null) return;
        var bases = pinned.Where(p => p.Use.Kind == ImageUseKind.From).DistinctBy(p => LockFile.KeyOf(p.Pinned)).ToList();
        var fresh = bases.Where(p => !IsKnown(p.Pinned)).ToDictionary(p => p.Pinned, p => p);
        var triggers = await ImageResolutions.AskAsync(fresh.Keys, (r, token) => resolver.TriggersAsync(r, Image(r), Platform(), token), cancellationToken).ConfigureAwait(false);

        var byBase = new Dictionary<string, IReadOnlyList<ImageReference>>(StringComparer.Ordinal);
        var uses = new List<ImageUse>();
        foreach (var (reference, texts) in triggers)
        {
            var found = OnBuildTriggers.Uses(texts, dockerfile, request.Query);
            foreach (var use in found.Where(u => u.Reference is null))
                diagnostics.Add(PinMessages.At(fresh[reference].Use, DiagnosticCodes.UnresolvedReference, $"An ONBUILD trigger of \"{reference.Original}\" uses \"{use.Expression}\", which cannot be resolved. {use.Problem}"));
            var named = found.Where(u => u.Reference is not null).Select(u => u with { File = fresh[reference].Use.File, Place = fresh[reference].Use.Place }).ToList();
            uses.AddRange(named);
            byBase[LockFile.KeyOf(reference)] = [.. named.Select(u => u.Reference!).Distinct()];
        }

        // Of bases that were known, the images of their triggers are known as well.
        var kept = bases.Where(p => IsKnown(p.Pinned)).SelectMany(p => before.Find(p.Pinned)!.OnBuild)
            .Where(before.Images.ContainsKey).Distinct(StringComparer.Ordinal)
            .Select(key => ImageReference.Parse(key)).Select(r => r.Digest is null ? r.WithDigest(before.Images[LockFile.KeyOf(r)].Digest) : r);
        var asked = uses.Select(u => Wanted(u.Reference!.WithTag(), [])).Concat(kept.Select(r => Wanted(r, []))).ToList();
        var blamed = uses.Concat(asked.Skip(uses.Count).Select(r => new ImageUse { Kind = ImageUseKind.CopyFrom, Expression = r.Original, Text = r.Original, Reference = r })).ToList();
        await LockAsync(asked, blamed, cancellationToken).ConfigureAwait(false);

        foreach (var (key, references) in byBase)
        {
            if (locked.TryGetValue(key, out var image)) locked[key] = image with { OnBuild = [.. references.Select(LockFile.KeyOf).Distinct().Order(StringComparer.Ordinal)] };
        }
    }

    private bool IsKnown(ImageReference reference) => before.Find(reference) is { } known && known.Digest == reference.Digest;

    private ResolvedImage Image(ImageReference reference)
    {
        var image = locked[LockFile.KeyOf(reference)];
        return new ResolvedImage(image.Digest, image.MediaType, image.Platforms);
    }

    private Platform Platform() => request.Query.Platforms is [var first, ..] ? first : BuildVariables.Default.TargetPlatform;
}
