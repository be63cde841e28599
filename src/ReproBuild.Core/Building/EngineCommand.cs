using CliWrap;

namespace ReproBuild.Building;

/// <summary>A child process that builds: its lines stream to the log, and it leaves no children when it is stopped.</summary>
/// <param name="Program">The program, by name or absolute path.</param>
/// <param name="Arguments">Its arguments, handed over as they are: no shell reads them.</param>
/// <param name="WorkingDirectory">Where it starts.</param>
public sealed record EngineCommand(string Program, IReadOnlyList<string> Arguments, string WorkingDirectory)
{
    private const int KeptLines = 20;

    /// <summary>Changes to the environment, laid over that of this process; a null value removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long the process may take to end by itself, once it has been asked to, before it is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A file to write the process down in, so that a later run can end it, should this one be killed; null for none. In a folder of
    /// a pass it is <see cref="RecordName"/>.
    /// </summary>
    public string? RecordPath { get; init; }

    /// <summary>The name of the file, in the work folder of a pass, in which a later run looks for processes to end.</summary>
    public const string RecordName = "process";

    /// <summary>Runs it to its end.</summary>
    /// <param name="output">Takes each line of both streams, as it comes; never called twice at once.</param>
    /// <param name="cancellationToken">Interrupts it; kills it and all that it started when it does not end.</param>
    /// <returns>The exit code, and the last lines that it said.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; nothing of it runs any more.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The program could not be started.</exception>
    public async Task<EngineExit> RunAsync(Action<string> output, CancellationToken cancellationToken)
    {
        var tail = new Queue<string>();
        void Line(string line)
        {
            lock (tail)
            {
                if (tail.Count == KeptLines) tail.Dequeue();
                tail.Enqueue(line);
                output(line);
            }
        }

        var command = Cli.Wrap(Program)
            .WithArguments(Arguments)
            .WithWorkingDirectory(WorkingDirectory)
            .WithEnvironmentVariables(Environment)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(Line))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Line));

        using var interrupt = new CancellationTokenSource();
        using var kill = new CancellationTokenSource();
        using var ended = new CancellationTokenSource();
        using var running = command.ExecuteAsync(kill.Token, interrupt.Token);
        var tree = new ProcessTree(running.ProcessId);
        if (RecordPath is not null) tree.Record(RecordPath);
        var watching = Task.CompletedTask;
        await using var registration = cancellationToken.Register(() =>
        {
            // Who is below must be known before the process goes and leaves its children to the init process.
            tree.Look();
            watching = tree.WatchAsync(ended.Token);
            interrupt.Cancel();
            kill.CancelAfter(Grace);
        });
        try
        {
            var result = await running.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return new EngineExit(result.ExitCode, [.. tail]);
        }
        catch (OperationCanceledException)
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
            await tree.EndAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }
}
