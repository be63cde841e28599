using System.Diagnostics;
using System.Globalization;

namespace ReproBuild.Building;

/// <summary>
/// The order of two builds that run at once, the second behind the first. Told by files, since the process that builds may be several
/// away from the one that asks: each build notes its steps in one, a line each, and the second waits at each step for lines in another.
/// </summary>
/// <remarks>
/// The second build may take a step once the first has come to the step after it, and <see cref="TwiceBuilder.Gap"/> has gone by since:
/// whatever the first began in that step, it began earlier by that. A second build that comes to other steps waits for the end of the first.
/// </remarks>
/// <param name="stepsFile">The file in which the build notes its steps.</param>
/// <param name="turnFile">The file that lets the second build go on; null for the first, which waits for nothing.</param>
/// <param name="first">The first build, which the second follows; null for the first itself.</param>
public sealed class BuildTurn(string stepsFile, string? turnFile = null, BuildTurn? first = null)
{
    // No step has such a name.
    private const string Ended = ".";

    private const string StepsVariable = "REPROBUILD_STEPS", TurnVariable = "REPROBUILD_TURN", AskerVariable = "REPROBUILD_ASKER";

    private readonly List<long> _seen = [];
    private int _given;
    private volatile bool _mayEnd;

    /// <summary>
    /// Whether the build followed the first as it should: it came to as many steps, and ended after it was told that the first had. What
    /// has targets of ours in one of the two builds alone does not.
    /// </summary>
    public bool WasKept => first is null || (_mayEnd && Read(stepsFile).Length >= Read(first.StepsFile).Length);

    /// <summary>How long the build has waited for the first.</summary>
    public TimeSpan Waited => turnFile is null
        ? TimeSpan.Zero
        : TimeSpan.FromMilliseconds(Read(WaitsFile(turnFile)).Sum(line => long.Parse(line, CultureInfo.InvariantCulture)));

    /// <summary>The environment of a build without a turn: one of ours within one of ours must not take the outer one's.</summary>
    public static IReadOnlyDictionary<string, string?> None { get; } = new Dictionary<string, string?>
    {
        [StepsVariable] = null,
        [TurnVariable] = null,
        [AskerVariable] = null,
    };

    /// <summary>What the build's environment says of it.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>
    {
        [StepsVariable] = stepsFile,
        [TurnVariable] = turnFile,
        [AskerVariable] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
    };

    private string StepsFile => stepsFile;

    /// <summary>Waits in the second build, after it has noted a step, until it may take it. Reads <see cref="Variables"/> of this process.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>False when the process that asked for the build is gone: then nobody wants it.</returns>
    public static async Task<bool> AwaitAsync(CancellationToken cancellationToken)
    {
        string steps = Environment.GetEnvironmentVariable(StepsVariable)!, turn = Environment.GetEnvironmentVariable(TurnVariable)!;
        int asker = int.Parse(Environment.GetEnvironmentVariable(AskerVariable)!, CultureInfo.InvariantCulture);
        long began = Stopwatch.GetTimestamp();
        string[] own = Read(steps);
        while (!MayGoOn(own, Read(turn)))
        {
            if (!IsRunning(asker)) return false;
            await Task.Delay(20, cancellationToken).ConfigureAwait(false);
        }
        string waited = Stopwatch.GetElapsedTime(began).TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
        await File.AppendAllTextAsync(WaitsFile(turn), waited + "\n", cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Looks how far the first build is, and lets the second go on so far.</summary>
    internal void Follow()
    {
        string[] ripe = first!.Ripe();
        if (ripe.Length > _given) File.AppendAllLines(turnFile!, ripe[_given..]);
        _given = Math.Max(_given, ripe.Length);
    }

    /// <summary>Lets the second build go on to its end. To be called when <see cref="TwiceBuilder.Gap"/> has gone by since the first ended.</summary>
    internal void Finish()
    {
        _mayEnd = true;
        File.AppendAllLines(turnFile!, [Ended]);
    }

    /// <summary>The steps that were seen <see cref="TwiceBuilder.Gap"/> ago or earlier; a step is seen no sooner than it is taken.</summary>
    internal string[] Ripe()
    {
        string[] steps = Read(stepsFile);
        while (_seen.Count < steps.Length) _seen.Add(Stopwatch.GetTimestamp());
        return steps[.._seen.TakeWhile(at => Stopwatch.GetElapsedTime(at) >= TwiceBuilder.Gap).Count()];
    }

    private static bool MayGoOn(string[] own, string[] given) =>
        given.Contains(Ended) || (given.Length > own.Length && own.AsSpan().SequenceEqual(given.AsSpan(0, own.Length)));

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string WaitsFile(string turnFile) => turnFile + ".waits";

    // Whole lines only: somebody may be writing.
    private static string[] Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            string text = new StreamReader(stream).ReadToEnd();
            return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
