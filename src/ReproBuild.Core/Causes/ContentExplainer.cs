namespace ReproBuild.Causes;

/// <summary>Finds the causes behind a differing content: applies canonical forms, one after another, until both sides are equal or nothing fits.</summary>
/// <param name="catalogue">The causes and formats to try.</param>
public sealed class ContentExplainer(CauseCatalogue catalogue)
{
    /// <summary>Explains a difference between two contents. Never fails: content that cannot be parsed is content that no cause recognises.</summary>
    /// <param name="pair">The contents.</param>
    /// <param name="cancellation">Ends the search.</param>
    public ContentExplanation Explain(ContentPair pair, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var search = new Search(this, pair, cancellation);
        search.Run(skip: null);
        if (search.Equal && search.Steps.Count > 1) search = Shortest(search, pair, cancellation);
        return new ContentExplanation(
            [.. search.Steps.SelectMany(s => s.Claims).DistinctBy(c => c.Cause.Id)], search.Pair.Left, search.Pair.Right,
            search.Steps.Count == 0 ? Certainty.Unexplained : search.Equal ? Certainty.Proven : Certainty.Suspected)
        {
            NotAnalysed = search.Fault,
        };
    }

    // A cause that came first may turn out to be needless: only what the proof needs is a cause.
    private Search Shortest(Search found, ContentPair pair, CancellationToken cancellation)
    {
        // A secret is told as one, whatever else might explain its bytes, and quote them.
        foreach (var step in found.Steps.Where(s => !s.Claims.Any(c => c.Cause.HidesContent)).ToArray())
        {
            var without = new Search(this, pair, cancellation);
            without.Run(skip: step.By);
            if (without.Equal && without.Steps.Count < found.Steps.Count) return Shortest(without, pair, cancellation);
        }

        return found;
    }

    private sealed record Step(object By, IReadOnlyList<Claim> Claims);

    private sealed class Search(ContentExplainer owner, ContentPair pair, CancellationToken cancellation)
    {
        public ContentPair Pair { get; private set; } = pair;

        public List<Step> Steps { get; } = [];

        public string? Fault { get; private set; }

        private long _held;

        public bool Equal => Pair.Left.Span.SequenceEqual(Pair.Right.Span);

        public void Run(object? skip)
        {
            while (!Equal && Steps.Count < ContentLimits.MaxStack && (TryCauses(skip) || TryContainers(skip)))
                cancellation.ThrowIfCancellationRequested();
        }

        private bool TryCauses(object? skip)
        {
            foreach (var cause in owner.Catalogue.Contents)
            {
                if (ReferenceEquals(cause, skip) || Steps.Any(s => ReferenceEquals(s.By, cause))) continue;
                if (Guarded(() => cause.Match(Pair)) is { } forms && Moves(forms.Left, forms.Right))
                {
                    Take(new Step(cause, [new Claim(cause, forms.Sentence)]), forms.Left, forms.Right);
                    return true;
                }
            }

            return false;
        }

        private bool TryContainers(object? skip)
        {
            foreach (var format in owner.Catalogue.Containers)
            {
                if (ReferenceEquals(format, skip) || Steps.Any(s => ReferenceEquals(s.By, format))) continue;
                if (!format.Recognises(Pair.Left.Span, Pair.Name) || !format.Recognises(Pair.Right.Span, Pair.Name)) continue;
                if (Pair.Depth >= ContentLimits.MaxDepth)
                {
                    Fault = $"archives in archives are opened {ContentLimits.MaxDepth} deep";
                    continue;
                }

                var opened = Guarded(() => new ContainerExplainer(format, owner).Explain(Pair, cancellation));
                WorkingMemory.GiveBack();
                if (opened is null) continue;

                Fault ??= opened.NotAnalysed;
                if (opened.Claims.Count == 0 || !Moves(opened.Left, opened.Right)) continue;

                Take(new Step(format, opened.Claims), opened.Left, opened.Right);
                return true;
            }

            return false;
        }

        private T? Guarded<T>(Func<T?> action)
            where T : class
        {
            try
            {
                return action();
            }
            catch (Exception exception) when (ContentFault.IsOne(exception))
            {
                Fault = Comparing.Printable.Escape(exception.Message);
                return null;
            }
        }

        private bool Moves(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) =>
            !left.Span.SequenceEqual(Pair.Left.Span) || !right.Span.SequenceEqual(Pair.Right.Span);

        private void Take(Step step, ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right)
        {
            // What is equal is held once.
            Steps.Add(step);
            Pair = Pair with { Left = left, Right = left.Span.SequenceEqual(right.Span) ? left : right };

            // Of several forms, one after another, those of the last are held.
            long held = left.Length + (Pair.Left.Equals(Pair.Right) ? 0L : right.Length);
            WorkingMemory.Note(held - _held);
            _held = held;

            // Making them left about as much behind: earlier forms, and the members of archives.
            LargeGarbage.Add((long)left.Length + right.Length);
        }
    }

    /// <summary>The causes and formats that are tried.</summary>
    public CauseCatalogue Catalogue { get; } = catalogue;
}
