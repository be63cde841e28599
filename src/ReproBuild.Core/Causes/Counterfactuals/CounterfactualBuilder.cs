using ReproBuild.Archives;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Counterfactuals;

/// <summary>Computes what both images would be if everything that is proven were mended: from the bytes of each side, and never from the other's.</summary>
internal sealed class CounterfactualBuilder : IDisposable
{
    // Where something is left that tells the images apart, their digests are worth no long read.
    private const long MaxBytesForUnequal = 256L << 20;

    private readonly ImageArchive _left, _right;
    private readonly DiagnosisOptions _options;
    private readonly CanonicalContents _contents;

    public CounterfactualBuilder(ImageArchive left, ImageArchive right, DiagnosisOptions options, DifferenceExplainer explainer)
    {
        (_left, _right, _options) = (left, right, options);
        Forecasts = new LayerForecasts(explainer, Epoch);
        _contents = new CanonicalContents(options.TemporaryFolder);
        Plan = new CounterfactualPlan(_contents);
    }

    /// <summary>Takes what is to be mended.</summary>
    public CounterfactualPlan Plan { get; }

    /// <summary>Watches the layers go by while they are compared.</summary>
    public LayerForecasts Forecasts { get; }

    private long Epoch => _options.Context.Epoch ?? 0;

    /// <summary>The digests, and which remedies lead to them.</summary>
    /// <returns>Null where nothing differs, or nothing is proven.</returns>
    public Counterfactual? Build(Diagnosis diagnosis, CancellationToken cancellation)
    {
        if (diagnosis.Comparison.Verdict != Verdict.Divergent || !Plan.AnyProven) return null;

        var images = new List<CounterfactualImage>();
        var skipped = new List<string>();
        foreach (var platform in diagnosis.Comparison.Platforms.Where(p => p.Verdict != Verdict.Reproducible))
        {
            string? why = WhyNot(platform);
            if (why is null)
            {
                try
                {
                    var image = Image(diagnosis, platform, cancellation);
                    if (image.Equal || image.Remaining.Count > 0)
                    {
                        images.Add(image);
                        continue;
                    }

                    // Each difference is proven by itself, and together they still leave one: nothing may be promised then.
                    why = $"what each cause proves does not add up to one image ({image.Left} against {image.Right})";
                }
                catch (ReproException exception)
                {
                    why = exception.Diagnostic.Message.TrimEnd('.');
                }
            }

            skipped.Add($"{platform.Platform}: {why}");
        }

        return new Counterfactual(images) { Skipped = skipped };
    }

    private string? WhyNot(PlatformComparison platform)
    {
        if (platform.Left is null != platform.Right is null) return "the platform stands on one side alone";
        if (platform.Left is null || platform.NotCompared.Count > 0) return "a part of it could not be compared";
        if (Plan.Unwritable is { } why) return why;
        long bytes = platform.Layers.Where(l => l.DifferenceCount > 0).Sum(l => Size(_left, l.Layer.Left) + Size(_right, l.Layer.Right));
        return Plan.AnyLeft && bytes > MaxBytesForUnequal
            ? $"something is left that nothing explains, and {bytes >> 20} MiB of layers would have to be read again to tell digests that differ"
            : null;
    }

    private CounterfactualImage Image(Diagnosis diagnosis, PlatformComparison platform, CancellationToken cancellation)
    {
        var source = new CounterfactualSource(Plan, _contents, Forecasts, Epoch, _options.TemporaryFolder);

        // Each on a thread of its own: they share nothing but the plan, which nobody changes any more.
        var right = Task.Run(() => Side(_right, platform, left: false), cancellation);
        try
        {
            var left = Side(_left, platform, left: true);
            var findings = diagnosis.Findings.Index().Where(f => f.Item.Counts && f.Item.First.Platform == platform.Platform).Select(f => (f.Item, f.Index)).ToArray();
            var other = right.GetAwaiter().GetResult();
            return new CounterfactualImage(
                platform.Platform, left, other,
                RemedySet.Of(findings.Where(f => f.Item.Certainty == Certainty.Proven)),

                // What nothing explains may go with what is mended: a second entry of a path that is left out.
                left == other ? [] : [.. findings.Where(f => f.Item.Certainty != Certainty.Proven).Select(f => f.Index)]);
        }
        finally
        {
            // Nothing may read the archives once this has returned.
            ((IAsyncResult)right).AsyncWaitHandle.WaitOne();
        }

        Images.Digest Side(ImageArchive archive, PlatformComparison of, bool left)
        {
            var image = archive.Images.First(i => i.Platform == of.Platform && i.Digest == (left ? of.Left : of.Right));
            return new MendedImage(archive, image, left, source).Write(of.Layers, of.ByImageId, cancellation);
        }
    }

    private static long Size(ImageArchive archive, Images.Digest? layer) =>
        layer is null ? 0 : archive.Images.SelectMany(i => i.Layers).FirstOrDefault(l => l.Blob.Digest == layer)?.Blob.Size ?? 0;

    public void Dispose()
    {
        _contents.Dispose();
        Forecasts.Dispose();
    }
}
