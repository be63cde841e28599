using ReproBuild.Archives;
using ReproBuild.Causes;
using Spectre.Console;

namespace ReproBuild.Tool;

/// <summary>One line that says how far a long comparison is, and is gone when that is over. For people at a terminal alone.</summary>
internal sealed class ProgressLine : IProgress<DiagnosisPhase>, IDisposable
{
    // Whoever waits less has no use for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1), Often = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _over = new();
    private readonly ImageArchive _left, _right;
    private readonly long _bytes;
    private readonly Task _showing = Task.CompletedTask;
    private (string Name, long Before) _phase;

    private ProgressLine(TextWriter to, ImageArchive left, ImageArchive right, bool isTerminal)
    {
        (_left, _right) = (left, right);
        _bytes = Differing(left, right) + Differing(right, left);
        Begin("Comparing");
        if (isTerminal) _showing = Task.Run(() => ShowAsync(to));
    }

    private long Read => _left.LayerBytesRead + _right.LayerBytesRead;

    /// <summary>Begins; silent where standard error is no terminal, on a build server, and where <c>TERM</c> is <c>dumb</c>.</summary>
    /// <param name="to">Standard error.</param>
    /// <param name="left">The one side.</param>
    /// <param name="right">The other side.</param>
    public static ProgressLine Begin(TextWriter to, ImageArchive left, ImageArchive right) =>
        new(to, left, right, !Console.IsErrorRedirected && string.IsNullOrEmpty(Variable("CI")) && Variable("TERM") is not (null or "" or "dumb"));

    /// <summary>Says what comes now.</summary>
    public void Report(DiagnosisPhase value) => Begin(value switch
    {
        DiagnosisPhase.Comparing => "Comparing",
        DiagnosisPhase.Explaining => "Explaining",
        _ => "Working out what both would become",
    });

    /// <summary>Says that the reports are written.</summary>
    public void Reports() => Begin("Writing reports");

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        _over.Cancel();
        _showing.Wait();
        _over.Dispose();
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    // Layers that both have are not opened.
    private static long Differing(ImageArchive of, ImageArchive other)
    {
        var known = other.Images.SelectMany(i => i.Layers).Select(l => l.Blob.Digest).ToHashSet();
        return of.Images.SelectMany(i => i.Layers).Select(l => l.Blob).Where(b => !known.Contains(b.Digest)).DistinctBy(b => b.Digest).Sum(b => b.Size);
    }

    private void Begin(string phase)
    {
        lock (_over) _phase = (phase, Read);
    }

    private async Task ShowAsync(TextWriter to)
    {
        if (await IsOverAsync(Patience).ConfigureAwait(false)) return;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(to), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });
        try
        {
            await console.Progress().AutoClear(true)
                .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new ElapsedTimeColumn())
                .StartAsync(async context =>
                {
                    var task = context.AddTask(Markup.Escape(_phase.Name), maxValue: Math.Max(1, _bytes));
                    do Update(task);
                    while (!await IsOverAsync(Often).ConfigureAwait(false));
                }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The terminal is gone, or is none that Spectre.Console knows: what is shown on the way may not cost the verdict.
        }
    }

    private void Update(ProgressTask task)
    {
        lock (_over)
        {
            task.Description = Markup.Escape(_phase.Name);
            task.Value = Math.Min(Read - _phase.Before, _bytes);
        }
    }

    private async Task<bool> IsOverAsync(TimeSpan within)
    {
        await Task.Delay(within, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _over.IsCancellationRequested;
    }
}
