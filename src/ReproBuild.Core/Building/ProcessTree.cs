using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ReproBuild.Building;

/// <summary>
/// Remembers the children of a process, so that they can be ended after it: once a parent is gone, the system no longer
/// tells whose they were. Reads <c>/proc</c>; elsewhere than on Linux it knows none, and killing the tree is left to CliWrap.
/// </summary>
/// <param name="root">The process above all others.</param>
internal sealed class ProcessTree(int root)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    // A process number is used again after a while; together with the time of its start it is not.
    private readonly Dictionary<int, string> started = [];

    /// <summary>Notes every process that is now below the root, or below one noted earlier.</summary>
    public void Look()
    {
        if (!OperatingSystem.IsLinux()) return;
        var all = Processes().ToList();
        lock (started)
        {
            bool found = true;
            while (found)
            {
                found = false;
                foreach (var (id, parent, start) in all)
                    if (((parent == root && root > 0) || started.ContainsKey(parent)) && started.TryAdd(id, start)) found = true;
            }
        }
    }

    /// <summary>Looks again and again until it is told to stop.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Look();
        }
    }

    /// <summary>Writes down which process the root is, for <see cref="EndRecordedAsync"/>.</summary>
    public void Record(string path)
    {
        if (OperatingSystem.IsLinux() && Read(root) is { } process)
            File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{root} {process.Start}"));
    }

    /// <summary>Kills a process that was written down and all that it started, should it still run.</summary>
    public static async Task EndRecordedAsync(string path)
    {
        string[] words = (await File.ReadAllTextAsync(path).ConfigureAwait(false)).Split(' ');
        if (words.Length != 2 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)) return;
        if (Read(id) is not { } process || process.Start != words[1]) return;
        var tree = new ProcessTree(id);
        tree.started[id] = process.Start;
        tree.Look();
        foreach (int one in tree.Alive()) Kill(one);
        await tree.EndAsync().ConfigureAwait(false);
    }

    /// <summary>Kills every process whose root folder lies in a folder: steps of a build in a changed root, whose builder is gone.</summary>
    public static async Task EndInsideAsync(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var tree = new ProcessTree(0);
        foreach (var (id, _, start) in Processes())
            if (RootOf(id)?.StartsWith(folder + "/", StringComparison.Ordinal) == true) tree.started[id] = start;
        foreach (int one in tree.Alive()) Kill(one);
        await tree.EndAsync().ConfigureAwait(false);
    }

    /// <summary>Waits a moment for those that are about to end, and kills the rest.</summary>
    public async Task EndAsync()
    {
        long begin = Stopwatch.GetTimestamp();
        while (Alive().Count > 0)
        {
            Look();
            if (Stopwatch.GetElapsedTime(begin) > Grace) foreach (int id in Alive()) Kill(id);
            if (Stopwatch.GetElapsedTime(begin) > Grace + Grace) return;
            await Task.Delay(Interval).ConfigureAwait(false);
        }
    }

    private List<int> Alive()
    {
        lock (started) return [.. started.Where(p => Read(p.Key) is { State: not 'Z' } now && now.Start == p.Value).Select(p => p.Key)];
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself, or belongs to another user and is not ours to end.
        }
    }

    private static string? RootOf(int id)
    {
        try
        {
            return new FileInfo($"/proc/{id}/root").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<(int Id, int Parent, string Start)> Processes()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && Read(id) is { } process)
                yield return (id, process.Parent, process.Start);
        }
    }

    // proc(5): "pid (name) state parent …", the start time is field 22; the name may itself hold spaces and brackets.
    private static (char State, int Parent, string Start)? Read(int id)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{id}/stat");
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
