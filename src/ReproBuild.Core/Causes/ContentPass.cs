using System.Runtime.CompilerServices;
using System.Threading.Tasks.Dataflow;
using ReproBuild.Archives;
using ReproBuild.Causes.Counterfactuals;
using ReproBuild.Causes.Diffs;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Rewriting;

namespace ReproBuild.Causes;

/// <summary>
/// Explains contents that differ, several at once: short ones as the comparer meets them, the others in a second pass, which reads their
/// layers again and knows what to keep.
/// </summary>
internal sealed class ContentPass(ImageArchive left, ImageArchive right, DiagnosisOptions options, CounterfactualPlan counterfactual, CancellationToken cancellation)
{
    /// <summary>How long contents may be that are explained as they are met, in bytes.</summary>
    public const int MaxShort = 64 << 10;

    // What is explained before its turn waits for it in memory.
    private const int MaxMet = 20_000;

    // What waits to be explained, in bytes. Each cause may make as much again, so that of long contents there is one pair at a time.
    private const int MaxBytesInFlight = ContentLimits.MaxBytes / 2;

    private readonly ContentExplainer _explainer = new(options.Catalogue);
    private readonly DiffBudget _diffs = new();
    private readonly List<(ExplainedDifference, long)> _met = [];
    private Pipeline? _meeting;
    private int _count;

    private CancellationToken Cancellation => cancellation;

    private int Workers => options.Workers;

    /// <summary>Begins to explain contents as they are met.</summary>
    /// <returns>False where there were enough already.</returns>
    public bool TryMeet(Difference difference, WholeContents contents, long sequence)
    {
        if (++_count > MaxMet) return false;
        _meeting ??= new Pipeline(this, (explained, at) => _met.Add((explained, at)));
        int bytes = contents.Left.Length + contents.Right.Length;
        _meeting.Budget.Take(bytes, cancellation);
        _meeting.Give(new Work(sequence, difference, contents.Left, contents.Right, _diffs.Take(bytes)));
        return true;
    }

    /// <summary>Explains all that is left.</summary>
    /// <param name="queue">The differences whose contents are to be read again.</param>
    /// <param name="add">Takes each, with its place in the comparer's order; called by one thread at a time.</param>
    public void Run(ContentQueue queue, Action<ExplainedDifference, long> add)
    {
        _meeting?.Finish();
        foreach (var (explained, sequence) in _met) add(explained, sequence);
        _met.Clear();
        foreach (var layer in queue.Layers)
        {
            string? fault = Read(layer, add);
            foreach (var (sequence, difference) in layer.Left)
                add(NotRead(difference, fault ?? "the file was not found again, or stands there twice"), sequence);
        }
    }

    private string? Read(QueuedLayer queued, Action<ExplainedDifference, long> add)
    {
        var pipeline = new Pipeline(this, add);
        string? fault = null;
        try
        {
            Feed(queued, pipeline);
        }
        catch (ReproException exception)
        {
            // The comparison has told of it already, where it bears on the verdict.
            fault = exception.Diagnostic.Message;
        }

        pipeline.Finish();
        return fault;
    }

    private void Feed(QueuedLayer queued, Pipeline pipeline)
    {
        var (leftLayer, rightLayer) = (Find(left, queued, onTheLeft: true), Find(right, queued, onTheLeft: false));
        using var spool = new ContentSpool(Path.Combine(options.TemporaryFolder, "reprobuild-" + Path.GetRandomFileName()), ContentLimits.SpoolMemory);
        var contents = new LeftContents(queued.Count);

        // The right begins to unpack while the left is read.
        using var rightReader = LayerReader.Open(right, rightLayer, cancellation, checkDiffId: false);
        using (var leftReader = LayerReader.Open(left, leftLayer, cancellation, checkDiffId: false))
        {
            while (leftReader.Next() is { } entry)
            {
                if (queued.NumberOf(entry.Path) is not { } number) continue;

                // Of a path that stands twice nobody knows here which entry differs from which: it stays unexplained.
                if (entry.Size == 0 && entry.Type != TarEntryType.File) contents.Meet(number);
                else if (contents.Add(number, spool.Length, entry.Size)) LongContent.Keep(spool, leftReader, entry.Size);
            }
        }

        while (contents.Waiting > 0 && rightReader.Next() is { } entry)
        {
            if (queued.NumberOf(entry.Path) is not { } number || contents.Take(number) is not { } place) continue;
            var found = queued.Take(number, entry.Path, place.Size, entry.Size);

            // Room is taken before the contents are.
            bool tooLong = Math.Max(place.Size, entry.Size) > ContentLimits.MaxBytes;
            pipeline.Budget.Take(tooLong ? LongContent.Room : place.Size + entry.Size, cancellation);
            pipeline.Give(tooLong ? Shorten(found) : Read(found));

            [MethodImpl(MethodImplOptions.NoInlining)]
            Work Shorten((long Sequence, Difference Difference) one)
            {
                var (left, right, why) = LongContent.Shorten(spool, place, rightReader, entry.Size, options.TemporaryFolder, cancellation);
                pipeline.Budget.Return(LongContent.Room - left.Length - right.Length);
                return new Work(one.Sequence, one.Difference, left, right, why is null && _diffs.Take(left.Length + right.Length)) { NotAnalysed = why };
            }

            [MethodImpl(MethodImplOptions.NoInlining)]
            Work Read((long Sequence, Difference Difference) one) =>
                new(one.Sequence, one.Difference, Kept(spool, place), Content(rightReader, entry), _diffs.Take(place.Size + entry.Size));
        }
    }

    private static ExplainedDifference NotRead(Difference difference, string why) =>
        new(difference, [], Certainty.Unexplained) { Bytes = Weight.Of(difference), NotAnalysed = why };

    private (ExplainedDifference, long) Explain(Work work, ByteBudget budget)
    {
        try
        {
            return (Look(work), work.Sequence);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A fault of ours in one cause must not cost the verdict; the report tells of it.
            return (NotRead(work.Difference, ContentFault.Unforeseen(exception)), work.Sequence);
        }
        finally
        {
            int bytes = work.Bytes;
            work.Drop();
            LargeGarbage.Add(bytes);
            budget.Return(bytes);
        }
    }

    // These are methods of their own so that nothing on the stack holds the contents, or their canonical forms, when they are over.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ExplainedDifference Look(Work work)
    {
        if (work.NotAnalysed is { } why) return NotRead(work.Difference, why);

        var pair = new ContentPair(ImagePath.Clean(work.Difference.Path!), work.Left, work.Right, options.Context);
        ExplainedDifference explained;
        using (WorkingMemory.Begin(work.Bytes)) explained = Explain(work, pair);
        LargeGarbage.Add(work.Bytes);
        if (!work.Shown) return explained;

        using (WorkingMemory.Begin(work.Bytes)) return explained with { Diff = ContentDiffer.Diff(pair, options.Catalogue.Containers, cancellation) };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ExplainedDifference Explain(Work work, ContentPair pair)
    {
        var found = _explainer.Explain(pair, cancellation);
        counterfactual.Keep(work.Difference, found);
        return new ExplainedDifference(work.Difference, found.Claims, found.Certainty) { Bytes = Weight.Of(work.Left, work.Right), NotAnalysed = found.NotAnalysed };
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

    // Several explain at once; what comes out has the order of what went in.
    private sealed class Pipeline
    {
        private readonly CancellationToken _cancellation;
        private readonly TransformBlock<Work, (ExplainedDifference, long)> _explain;
        private readonly ActionBlock<(ExplainedDifference Explained, long Sequence)> _collect;

        public Pipeline(ContentPass pass, Action<ExplainedDifference, long> add)
        {
            (_cancellation, int workers) = (pass.Cancellation, pass.Workers);
            _explain = new TransformBlock<Work, (ExplainedDifference, long)>(
                work => pass.Explain(work, Budget),
                new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = workers, BoundedCapacity = 1024, EnsureOrdered = true, CancellationToken = _cancellation });
            _collect = new ActionBlock<(ExplainedDifference Explained, long Sequence)>(
                result => add(pass._diffs.Keep(result.Explained), result.Sequence), new ExecutionDataflowBlockOptions { CancellationToken = _cancellation });
            _explain.LinkTo(_collect, new DataflowLinkOptions { PropagateCompletion = true });
        }

        public ByteBudget Budget { get; } = new(MaxBytesInFlight);

        public void Give(Work work)
        {
            if (!_explain.Post(work)) _explain.SendAsync(work, _cancellation).Wait(_cancellation);
        }

        public void Finish()
        {
            _explain.Complete();
            _collect.Completion.Wait(_cancellation);
        }
    }

    private sealed record Work(long Sequence, Difference Difference, byte[] Left, byte[] Right, bool Shown)
    {
        public byte[] Left { get; private set; } = Left;

        public byte[] Right { get; private set; } = Right;

        /// <summary>Why nobody looks into it; null where somebody does.</summary>
        public string? NotAnalysed { get; init; }

        public int Bytes => Left.Length + Right.Length;

        /// <summary>Lets go of both sides, which a pipeline would hold until their turn has come.</summary>
        public void Drop() => Left = Right = [];
    }
}
