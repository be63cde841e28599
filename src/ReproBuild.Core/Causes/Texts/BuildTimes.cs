namespace ReproBuild.Causes.Texts;

/// <summary>Tells whether two times that stand against each other are those of two builds.</summary>
internal sealed class BuildTimes(CauseContext context)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Far = TimeSpan.FromDays(400);

    /// <summary>Whether both may be.</summary>
    /// <remarks>One that is masked already fits any of its form.</remarks>
    public bool Fit(TimeToken left, TimeToken right)
    {
        if (left.Placeholder != right.Placeholder) return false;
        if (left.IsMask || right.IsMask) return left.IsMask ? right.IsMask || IsPlausible(right, context.Right) : IsPlausible(left, context.Left);
        if (!IsPlausible(left, context.Left) || !IsPlausible(right, context.Right)) return false;
        if (Window(context.Left) is not null && Window(context.Right) is not null) return true;

        // Who knows nothing of the builds knows that they were not years apart; a date alone says less and must be nearer.
        return (left.Moment - right.Moment).Duration() <= (left.Form == TimeForm.Date ? 2 * Day : Far);
    }

    private static bool IsPlausible(TimeToken token, BuildTrace build)
    {
        if (token.Form is TimeForm.Clock or TimeForm.Mask) return true;
        if (Window(build) is var (from, to)) return token.Moment >= from && token.Moment <= to;

        // Larger numbers than 31 bits hold are addresses, hashes and sizes more often than times.
        return token.Form == TimeForm.Epoch ? token.Moment.Year is >= 2015 and < 2038 : token.Moment.Year is >= 2000 and <= 2100;
    }

    private static (DateTimeOffset From, DateTimeOffset To)? Window(BuildTrace build) =>
        (build.Started ?? build.Ended) is { } from && (build.Ended ?? build.Started) is { } to ? (from - Day, to + Day) : null;
}
