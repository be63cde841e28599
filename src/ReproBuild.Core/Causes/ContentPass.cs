using System.Threading.Tasks.Dataflow;
using ReproBuild.Archives;
using ReproBuild.Causes.Counterfactuals;
using ReproBuild.Causes.Diffs;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Rewriting;

namespace ReproBuild.Causes;

/// <summary>The second pass: reads the contents that differ, and explains them, several at once.</summary>
internal sealed class ContentPass(ImageArchive left, ImageArchive right, DiagnosisOptions options, CounterfactualPlan counterfactual)
{
    // What waits to be explained, in bytes: enough for two of the longest contents.
    private const int MaxBytesInFlight = 4 * ContentLimits.MaxBytes;

    private readonly ContentExplainer _explainer = new(options.Catalogue);
    private readonly DiffBudget _diffs = new();

    /// <summary>Explains everything that is queued.</summary>
    /// <param name="queue">The differences.</param>
    /// <param name="add">Takes each, with its place in the comparer's order; called by one thread at a time.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Run(ContentQueue queue, Action<ExplainedDifference, long> add, CancellationToken cancellation)
    {
        foreach (var layer in queue.Layers)
        {
            string? fault = Read(layer, add, cancellation);
            foreach (var (sequence, difference) in layer.Left)
                add(NotRead(difference, fault ?? "the file was not found again, or stands there twice"), sequence);
        }
    }

    private string? Read(QueuedLayer queued, Action<ExplainedDifference, long> add, CancellationToken cancellation)
    {
        var budget = new ByteBudget(MaxBytesInFlight);
        var explain = new TransformBlock<Work, (ExplainedDifference, long)>(
            work => Explain(work, budget, cancellation),
            new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = options.Workers, BoundedCapacity = 1024, EnsureOrdered = true, CancellationToken = cancellation });
        var collect = new ActionBlock<(ExplainedDifference Explained, long Sequence)>(
            result => add(_diffs.Keep(result.Explained), result.Sequence), new ExecutionDataflowBlockOptions { CancellationToken = cancellation });
        explain.LinkTo(collect, new DataflowLinkOptions { PropagateCompletion = true });

        string? fault = null;
        try
        {
            Feed(queued, work =>
            {
                budget.Take(work.Bytes, cancellation);
                explain.SendAsync(work, cancellation).Wait(cancellation);
            }, cancellation);
        }
        catch (ReproException exception)
        {
            // The comparison has told of it already, where it bears on the verdict.
            fault = exception.Diagnostic.Message;
        }

        explain.Complete();
        collect.Completion.Wait(cancellation);
        return fault;
    }

    private void Feed(QueuedLayer queued, Action<Work> give, CancellationToken cancellation)
    {
        var (leftLayer, rightLayer) = (Find(left, queued, onTheLeft: true), Find(right, queued, onTheLeft: false));
        using var spool = new ContentSpool(Path.Combine(options.TemporaryFolder, "reprobuild-" + Path.GetRandomFileName()));
        var kept = new Dictionary<string, (long Offset, long Size)>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);

        // The right begins to unpack while the left is read.
        using var rightReader = LayerReader.Open(right, rightLayer, cancellation, checkDiffId: false);
        using (var leftReader = LayerReader.Open(left, leftLayer, cancellation, checkDiffId: false))
        {
            while (leftReader.Next() is { } entry)
            {
                if (!queued.Contains(entry.Path)) continue;
                string path = ImagePath.Clean(entry.Path);

                // Of a path that stands twice nobody knows here which entry differs from which: it stays unexplained.
                if (!seen.Add(path)) kept.Remove(path);
                else if (entry.Size > 0 || entry.Type == TarEntryType.File)
                {
                    kept[path] = (spool.Length, entry.Size);
                    if (entry.Size <= ContentLimits.MaxBytes) spool.Append(Content(leftReader, entry));
                }
            }
        }

        while (rightReader.Next() is { } entry)
        {
            if (kept.Count == 0) break;
            if (!kept.Remove(ImagePath.Clean(entry.Path), out var place) || queued.Take(entry.Path, place.Size, entry.Size) is not { } found) continue;

            bool tooLong = Math.Max(place.Size, entry.Size) > ContentLimits.MaxBytes;
            give(tooLong
                ? new Work(found.Sequence, found.Difference, [], [], false)
                : new Work(found.Sequence, found.Difference, Kept(spool, place), Content(rightReader, entry), _diffs.Take(place.Size + entry.Size)));
        }
    }

    private static ExplainedDifference NotRead(Difference difference, string why) =>
        new(difference, [], Certainty.Unexplained) { Bytes = Weight.Of(difference), NotAnalysed = why };

    private (ExplainedDifference, long) Explain(Work work, ByteBudget budget, CancellationToken cancellation)
    {
        try
        {
            if (work.Bytes == 0) return (NotRead(work.Difference, $"it is longer than {ContentLimits.MaxBytes >> 20} MiB"), work.Sequence);

            var pair = new ContentPair(ImagePath.Clean(work.Difference.Path!), work.Left, work.Right, options.Context);
            var found = _explainer.Explain(pair, cancellation);
            counterfactual.Keep(work.Difference, found);
            return (new ExplainedDifference(work.Difference, found.Claims, found.Certainty)
            {
                Bytes = Weight.Of(work.Left, work.Right),
                NotAnalysed = found.NotAnalysed,
                Diff = work.Shown ? ContentDiffer.Diff(pair, options.Catalogue.Containers, cancellation) : null,
            }, work.Sequence);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A fault of ours in one cause must not cost the verdict; the report tells of it.
            return (NotRead(work.Difference, $"looking into it failed ({exception.GetType().Name}: {Printable.Escape(exception.Message)}); please report this"), work.Sequence);
        }
        finally
        {
            budget.Return(work.Bytes);
        }
    }

    private static ImageLayer Find(ImageArchive archive, QueuedLayer queued, bool onTheLeft)
    {
        var digest = onTheLeft ? queued.Common.Layer!.Left : queued.Common.Layer!.Right;
        return archive.Images.Where(i => i.Platform == queued.Common.Platform).Concat(archive.Images)
            .SelectMany(i => i.Layers).First(l => l.Blob.Digest == digest);
    }

    private static byte[] Content(LayerReader reader, TarEntry entry)
    {
        byte[] content = new byte[entry.Size];
        using var stream = reader.OpenContent();
        stream.ReadExactly(content);
        return content;
    }

    private static byte[] Kept(ContentSpool spool, (long Offset, long Size) place)
    {
        byte[] content = new byte[place.Size];
        for (int at = 0; at < content.Length;) at += spool.Read(place.Offset + at, content.AsSpan(at));
        return content;
    }

    private sealed record Work(long Sequence, Difference Difference, byte[] Left, byte[] Right, bool Shown)
    {
        public int Bytes => Left.Length + Right.Length;
    }
}
