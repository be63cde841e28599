using System.Diagnostics;
using CliWrap;

namespace ReproBuild.Benchmarks;

/// <summary>Where inputs lie, and how a process is measured: from its start to its end, as a user waits for it.</summary>
public sealed class Bench(string folder, string tool)
{
    public string Tool { get; } = tool;

    /// <summary>The path of an input; what makes it writes under another name first, so that half an input is never used.</summary>
    public string Input(string name, Action<string> make)
    {
        string path = Path.Combine(folder, name);
        if (Path.Exists(path)) return path;

        Directory.CreateDirectory(folder);
        string part = path + ".part";
        if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        File.Delete(part);
        Console.Error.WriteLine($"Making {name}.");
        make(part);
        if (Directory.Exists(part)) Directory.Move(part, path);
        else File.Move(part, path);
        return path;
    }

    public string Output(string name) => Path.Combine(folder, name);

    /// <summary>Runs two things in turn, several times, and gives the medians of their seconds.</summary>
    public static async Task<(double First, double Second)> MediansAsync(int times, Func<Task> first, Func<Task> second) =>
        await MediansAsync(times, [first, second]) is [var f, var s] ? (f, s) : throw new InvalidOperationException();

    /// <summary>Runs several things in turn, several times, and gives the medians of their seconds.</summary>
    public static async Task<double[]> MediansAsync(int times, IReadOnlyList<Func<Task>> actions)
    {
        // Once unmeasured: the files are then in memory for all.
        foreach (var action in actions) await action();
        var seconds = actions.Select(_ => new List<double>()).ToArray();
        for (int i = 0; i < times; i++)
        {
            foreach (var (number, action) in actions.Index()) seconds[number].Add(await SecondsAsync(action));
        }

        return [.. seconds.Select(Median)];
    }

    public static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    public static async Task ShellAsync(string script) =>
        await Cli.Wrap("/bin/sh").WithArguments(["-c", script]).ExecuteAsync();

    /// <summary>The floor: both files unpacked at once, to nowhere.</summary>
    public static Task UnpackAsync(string left, string right) => ShellAsync($"zcat < '{left}' > /dev/null & zcat < '{right}' > /dev/null & wait");

    /// <summary>Runs the tool; only the exit codes that it may have are taken.</summary>
    public async Task ToolAsync(int expected, params string[] arguments) => await PeakAsync(expected, arguments);

    /// <summary>Runs the tool and gives the most memory that it had resident, in bytes.</summary>
    public Task<long> PeakAsync(int expected, params string[] arguments) => PeakAsync(Tool, expected, arguments);

    /// <summary>Runs a program and gives the most memory that it had resident, in bytes.</summary>
    public static async Task<long> PeakAsync(string program, int expected, params string[] arguments)
    {
        var command = Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None)
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Console.Error.WriteLine)).ExecuteAsync();
        long peak = 0;
        while (!command.Task.IsCompleted)
        {
            peak = Math.Max(peak, HighWater(command.ProcessId));
            await Task.WhenAny(command.Task, Task.Delay(10));
        }

        var result = await command;
        return result.ExitCode == expected
            ? peak
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {result.ExitCode} and not with {expected}.");
    }

    private static async Task<double> SecondsAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalSeconds;
    }

    // The kernel keeps the high-water mark itself, so nothing between two looks is missed but the very last moment.
    private static long HighWater(int process)
    {
        try
        {
            string line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
