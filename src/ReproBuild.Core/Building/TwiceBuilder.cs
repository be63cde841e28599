using ReproBuild.Diagnostics;

namespace ReproBuild.Building;

/// <summary>Builds one plan twice, so that whatever depends on the clock or on chance shows.</summary>
/// <param name="builder">The engine.</param>
public sealed class TwiceBuilder(IImageBuilder builder)
{
    /// <summary>
    /// What lies at least between the end of the first build and the first step of the second. No step of the second can then start
    /// within the same second as the same step of the first, so a clock that is read in whole seconds gives two values.
    /// </summary>
    public static readonly TimeSpan Gap = TimeSpan.FromSeconds(1.1);

    /// <summary>How long an engine may be silent before progress is reported.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Builds twice. Archives appear in the output folder by rename, both complete, or not at all; logs always stay.</summary>
    /// <param name="plan">What to build.</param>
    /// <param name="log">Takes what the engine says, as it says it, and how far the builds are.</param>
    /// <param name="afterPass">Work on each archive before it is moved into place; null for none.</param>
    /// <param name="cancellationToken">Ends the engine and all that it started, and removes what is half done.</param>
    /// <exception cref="ReproException">
    /// REPRO1008, REPRO1009: the output folder cannot be written, or is in use. REPRO4001: the build fails. REPRO4002: only the
    /// second fails. REPRO4003: cancelled. REPRO4004: out of time. REPRO4005: the disk is full. And those of the engine.
    /// </exception>
    public async Task<TwiceResult> RunAsync(BuildPlan plan, IBuildLog log, AfterPass? afterPass, CancellationToken cancellationToken)
    {
        await using var session = await BuildSession.OpenAsync(plan, builder, log, Silence, cancellationToken).ConfigureAwait(false);
        var (first, second) = await BuildAsync(session, plan, afterPass).ConfigureAwait(false);
        return new TwiceResult(builder.Name, session.Publish(first), session.Publish(second));
    }

    private async Task<(BuildSession.Built First, BuildSession.Built Second)> BuildAsync(BuildSession session, BuildPlan plan, AfterPass? afterPass)
    {
        // A build that waits would wait at the cost of its own time limit.
        if (plan.Timeout is null && builder is IOverlappingBuilder { CanOverlap: true })
            return await new OverlappedBuilds(session, afterPass).RunAsync().ConfigureAwait(false);

        var first = await session.BuildAsync(1, afterPass).ConfigureAwait(false);
        await session.PauseAsync(first.Ended).ConfigureAwait(false);
        return (first, await session.BuildAsync(2, afterPass).ConfigureAwait(false));
    }

    /// <summary>Builds once: for an image that is to be published without being verified.</summary>
    /// <param name="plan">What to build.</param>
    /// <param name="log">Takes what the engine says, as it says it, and how far the build is.</param>
    /// <param name="afterPass">Work on the archive before it is moved into place; null for none.</param>
    /// <param name="cancellationToken">Ends the engine and all that it started, and removes what is half done.</param>
    /// <exception cref="ReproException">As <see cref="RunAsync"/>, but for REPRO4002.</exception>
    public async Task<FinishedPass> RunOnceAsync(BuildPlan plan, IBuildLog log, AfterPass? afterPass, CancellationToken cancellationToken)
    {
        await using var session = await BuildSession.OpenAsync(plan, builder, log, Silence, cancellationToken).ConfigureAwait(false);
        return session.Publish(await session.BuildAsync(1, afterPass).ConfigureAwait(false));
    }
}
