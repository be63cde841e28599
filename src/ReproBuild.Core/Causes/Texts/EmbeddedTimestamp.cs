namespace ReproBuild.Causes.Texts;

/// <summary>A content holds the time at which it was made.</summary>
/// <remarks>
/// Only times that differ are masked, and only such as may be those of the builds. In what is no text both must have one length: a
/// longer string would have moved what stands behind it.
/// </remarks>
internal sealed class EmbeddedTimestamp : ContentCause
{
    // A time of day is taken for __TIME__ where a __DATE__ is no farther than this.
    private const int NearDate = 256;

    public override string Id => "embedded-timestamp";

    public override string Code => "REPRO5201";

    public override string Title => "The time of the build in a file";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var left = pair.Left.Span;
        var right = pair.Right.Span;
        if (ContentKind.IsPacked(left) || ContentKind.IsPacked(right)) return null;

        var middle = Middle.Of(left, right);
        var leftTimes = TimeScanner.Scan(pair.Left.Slice(middle.Start, middle.Left));
        var rightTimes = TimeScanner.Scan(pair.Right.Slice(middle.Start, middle.Right));
        if (leftTimes.Count != rightTimes.Count) return null;

        bool text = ContentKind.IsText(left) && ContentKind.IsText(right);
        var times = new BuildTimes(pair.Context);
        List<Replacement> leftMasks = [], rightMasks = [];
        (TimeToken Left, TimeToken Right)? first = null;
        for (int i = 0; i < leftTimes.Count; i++)
        {
            var (l, r) = (leftTimes[i], rightTimes[i]);
            if (l.Text == r.Text || !text && (l.Fixed is null || l.Fixed != r.Fixed) || !times.Fit(l, r)) continue;
            if (l.Form == TimeForm.Clock && !HasDateBeside(i)) continue;

            first ??= (l, r);
            leftMasks.Add(new Replacement(middle.Start + l.Start, l.Text.Length, text ? l.Placeholder : l.Fixed!));
            rightMasks.Add(new Replacement(middle.Start + r.Start, r.Text.Length, text ? r.Placeholder : r.Fixed!));
        }

        if (first is null) return null;
        return new CanonicalPair(
            Replacement.Apply(left, leftMasks), Replacement.Apply(right, rightMasks),
            $"{pair.ShownPath} holds the time of the build: {Quote.Pair(first.Value.Left.Text, first.Value.Right.Text)}");

        // The date must be the build's too: beside another one, a time of day is a setting.
        bool HasDateBeside(int i) => IsDateBeside(i, i - 1) || IsDateBeside(i, i + 1);

        bool IsDateBeside(int i, int at) => at >= 0 && at < leftTimes.Count && IsNear(leftTimes, i, at) && IsNear(rightTimes, i, at) && times.Fit(leftTimes[at], rightTimes[at]);
    }

    public override Remedy RemedyFor(RemedyContext context) => DateRemedy.For(context);

    private static bool IsNear(List<TimeToken> times, int i, int date) =>
        IsDate(times[date]) && Math.Max(times[i].Start - times[date].End, times[date].Start - times[i].End) <= NearDate;

    private static bool IsDate(TimeToken token) =>
        token.Form == TimeForm.Date || token.Form == TimeForm.Mask && token.Text.Contains("date", StringComparison.Ordinal);
}
