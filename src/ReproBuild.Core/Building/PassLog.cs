using System.Diagnostics;
using System.Text;
using ReproBuild.Diagnostics;

namespace ReproBuild.Building;

/// <summary>Keeps what an engine says in a file, hands it on as it comes, and speaks up when the engine is silent for long.</summary>
internal sealed class PassLog : IBuildLog, IAsyncDisposable
{
    private readonly IBuildLog next;
    private readonly StreamWriter file;
    private readonly string what;
    private readonly CancellationTokenSource ended = new();
    private readonly long begin = Stopwatch.GetTimestamp();
    private readonly Task heartbeat;
    private long lastLine = Stopwatch.GetTimestamp();
    private string? diskFull;

    /// <param name="next">Takes every line, too.</param>
    /// <param name="path">The file; what it held before is gone.</param>
    /// <param name="what">Names the build in progress messages.</param>
    /// <param name="silence">How long the engine may be silent before it is said how long the build has taken.</param>
    public PassLog(IBuildLog next, string path, string what, TimeSpan silence)
    {
        this.next = next;
        this.what = what;
        file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
        heartbeat = BeatAsync(silence);
    }

    /// <summary>The line in which the engine said that the disk is full; null when it did not.</summary>
    public string? DiskFullLine => Volatile.Read(ref diskFull);

    /// <summary>How long the build has taken.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(begin);

    public void Output(string line)
    {
        Volatile.Write(ref lastLine, Stopwatch.GetTimestamp());
        if (DiskFull.IsSaidIn(line)) Volatile.Write(ref diskFull, line.Trim());
        lock (file) file.WriteLine(line);
        next.Output(line);
    }

    public void Progress(string message) => next.Progress(message);

    public void Report(Diagnostic diagnostic) => next.Report(diagnostic);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync().ConfigureAwait(false);
        await heartbeat.ConfigureAwait(false);
        await file.DisposeAsync().ConfigureAwait(false);
        ended.Dispose();
    }

    private async Task BeatAsync(TimeSpan silence)
    {
        while (true)
        {
            var left = silence - Stopwatch.GetElapsedTime(Volatile.Read(ref lastLine));
            if (left <= TimeSpan.Zero)
            {
                next.Progress($"{what}: still running after {Elapsed:hh\\:mm\\:ss}.");
                Volatile.Write(ref lastLine, Stopwatch.GetTimestamp());
                continue;
            }
            await Task.Delay(left, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested) return;
        }
    }
}
