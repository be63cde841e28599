using System.Diagnostics;
using System.Globalization;
using ReproBuild.Diagnostics;

namespace ReproBuild.Building;

/// <summary>One run over an output folder: holds its lock, and leaves nothing half done, whatever happens.</summary>
internal sealed class BuildSession : IAsyncDisposable
{
    private readonly BuildPlan plan;
    private readonly IImageBuilder builder;
    private readonly IBuildLog log;
    private readonly TimeSpan silence;
    private readonly OutputFolder output;
    private readonly CancellationToken cancelled;

    private BuildSession(
        BuildPlan plan, IImageBuilder builder, IBuildLog log, TimeSpan silence, OutputFolder output, CancellationToken cancelled) =>
        (this.plan, this.builder, this.log, this.silence, this.output, this.cancelled) = (plan, builder, log, silence, output, cancelled);

    private string SharedDirectory => Path.Combine(output.WorkDirectory, "shared");

    /// <summary>Takes the output folder, clears it of what earlier runs left, and lets the builder prepare.</summary>
    public static async Task<BuildSession> OpenAsync(
        BuildPlan plan, IImageBuilder builder, IBuildLog log, TimeSpan silence, CancellationToken cancellationToken)
    {
        var session = new BuildSession(plan, builder, log, silence, OutputFolder.Take(plan.OutputDirectory), cancellationToken);
        try
        {
            if (Directory.Exists(session.output.WorkDirectory)) await session.ClearLeftoversAsync().ConfigureAwait(false);
            // An archive of an earlier run beside the log of this one would be taken for its result.
            foreach (int number in (int[])[1, 2])
            {
                File.Delete(session.output.Archive(number));
                File.Delete(session.output.Files(number));
            }

            Directory.CreateDirectory(session.SharedDirectory);
            await session.GuardAsync(null, token => builder.PrepareAsync(plan, session.SharedDirectory, log, token)).ConfigureAwait(false);
            return session;
        }
        catch (Exception e)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            if (e is IOException or UnauthorizedAccessException) throw OutputFolder.WriteFailure(plan.OutputDirectory, e);
            throw;
        }
    }

    /// <summary>The files by which a build says where it is, and is told when to go on.</summary>
    /// <param name="number">1 or 2.</param>
    /// <param name="first">The build to follow; null for none.</param>
    public BuildTurn Turn(int number, BuildTurn? first = null)
    {
        string work = Work(number);
        Directory.CreateDirectory(work);
        return new BuildTurn(Path.Combine(work, "steps"), first is null ? null : Path.Combine(work, "turn"), first);
    }

    /// <summary>Builds into the work folder.</summary>
    /// <param name="number">1 or 2.</param>
    /// <param name="afterPass">Work on the archive; null for none.</param>
    /// <param name="turn">When its steps may begin; null for at once.</param>
    /// <param name="ended">Told when the engine has ended well, before <paramref name="afterPass"/> begins.</param>
    /// <param name="stop">Stops this build alone; what is thrown then is of no interest.</param>
    public async Task<Built> BuildAsync(int number, AfterPass? afterPass, BuildTurn? turn = null, Action<long>? ended = null, CancellationTokenSource? stop = null)
    {
        string work = Work(number);
        var pass = new BuildPass(plan, number, Path.Combine(work, "image.oci.tar"), output.Log(number), work) { Turn = turn };
        string what = $"Build {number} with {builder.Name}";
        log.Progress($"{what} begins. Log: {pass.LogPath}");
        return await GuardAsync(pass, async token =>
        {
            Directory.CreateDirectory(work);
            BuiltImage image;
            TimeSpan duration;
            await using (var passLog = new PassLog(log, pass.LogPath, what, silence))
            {
                image = await BuildAsync(pass, passLog, token).ConfigureAwait(false);
                duration = passLog.Elapsed;
            }
            long end = Stopwatch.GetTimestamp();
            ended?.Invoke(end);
            var waited = turn?.Waited ?? TimeSpan.Zero;
            log.Progress($"{what} took {Seconds(duration)} s{(waited == TimeSpan.Zero ? "" : $", of which it waited {Seconds(waited)} s for the first")}.");
            if (afterPass is not null) image = (await afterPass(pass, image, token).ConfigureAwait(false)) with { FilesPath = image.FilesPath };
            return new Built(pass, image, duration, end);
        }, stop?.Token ?? default).ConfigureAwait(false);
    }

    /// <summary>Waits until <see cref="TwiceBuilder.Gap"/> has gone by since a build ended.</summary>
    public async Task PauseAsync(long ended)
    {
        var left = TwiceBuilder.Gap - Stopwatch.GetElapsedTime(ended);
        if (left > TimeSpan.Zero)
            await GuardAsync(null, async _ => { await Task.Delay(left, cancelled).ConfigureAwait(false); return 0; }).ConfigureAwait(false);
    }

    /// <summary>Moves a complete archive into place.</summary>
    public FinishedPass Publish(Built built)
    {
        string archive = output.Archive(built.Pass.Number);
        string? files = built.Image.FilesPath is null ? null : output.Files(built.Pass.Number);
        try
        {
            if (files is not null) File.Move(built.Image.FilesPath!, files, overwrite: true);
            File.Move(built.Image.ArchivePath, archive, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteErrors.DeleteLeftover(output.Archive(1)); // one archive without the other is no result
            throw OutputFolder.WriteFailure(output.Path, e);
        }
        return new FinishedPass(archive, built.Pass.LogPath, built.Duration) { Ended = DateTimeOffset.UtcNow - Stopwatch.GetElapsedTime(built.Ended), FilesPath = files };
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ClearAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Report(new Diagnostic(DiagnosticCodes.CannotWrite,
                $"{output.WorkDirectory} could not be removed: {e.Message} Remove it by hand.", Severity.Warning));
        }
        finally
        {
            output.Dispose();
        }
    }

    private async Task<BuiltImage> BuildAsync(BuildPass pass, PassLog passLog, CancellationToken token)
    {
        try
        {
            var image = await builder.BuildAsync(pass, passLog, token).ConfigureAwait(false);
            if (pass.Turn is { WasKept: false })
                throw new BuildFailedException("the targets of ReproBuild.Sdk that ran in the first build did not all run in this one, which therefore did not keep behind it", []);
            return File.Exists(image.ArchivePath)
                ? image
                : throw new BuildFailedException($"{builder.Name} ended well but wrote no archive", []);
        }
        catch (BuildFailedException e)
        {
            // An engine that is being stopped may well end with an error of its own.
            token.ThrowIfCancellationRequested();
            throw BuildFailure.Diagnose(builder.Name, pass, output.Log(1), passLog.DiskFullLine, e);
        }
    }

    private Task<int> GuardAsync(BuildPass? pass, Func<CancellationToken, Task> work) =>
        GuardAsync(pass, async token => { await work(token).ConfigureAwait(false); return 0; });

    private async Task<T> GuardAsync<T>(BuildPass? pass, Func<CancellationToken, Task<T>> work, CancellationToken stop = default)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancelled, stop);
        if (plan.Timeout is { } timeout) limited.CancelAfter(timeout);
        try
        {
            return await work(limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancelled.IsCancellationRequested)
        {
            throw BuildFailure.Cancelled(pass, e);
        }
        catch (OperationCanceledException e) when (limited.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw BuildFailure.TimedOut(builder.Name, pass, plan.Timeout!.Value, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw OutputFolder.WriteFailure(output.Path, e);
        }
    }

    private string Work(int number) => Path.Combine(output.WorkDirectory, string.Create(CultureInfo.InvariantCulture, $"pass-{number}"));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);

    // Of a run that was killed: its engine may still be building.
    private async Task ClearLeftoversAsync()
    {
        foreach (string record in Directory.GetDirectories(output.WorkDirectory, "pass-*")
            .Select(folder => Path.Combine(folder, EngineCommand.RecordName)).Where(File.Exists))
            await ProcessTree.EndRecordedAsync(record).ConfigureAwait(false);
        await ClearAsync().ConfigureAwait(false);
    }

    private async Task ClearAsync()
    {
        await builder.CleanUpAsync(SharedDirectory).ConfigureAwait(false);
        if (Directory.Exists(output.WorkDirectory)) Directory.Delete(output.WorkDirectory, recursive: true);
    }

    /// <summary>A complete build that is not yet in place.</summary>
    internal sealed record Built(BuildPass Pass, BuiltImage Image, TimeSpan Duration, long Ended);
}
