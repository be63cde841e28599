using System.Globalization;
using System.Text;

namespace ReproBuild.Pinning;

/// <summary>The difference of two texts in the form that <c>diff -u</c> prints and <c>patch</c> and <c>git apply</c> take.</summary>
/// <remarks>
/// Own code, since nothing of the platform has it: lines that are equal at both ends are cut off, and the rest is compared by the
/// longest common subsequence. What is pinned is short; of what is not, the middle is shown as replaced.
/// </remarks>
public static class UnifiedDiff
{
    private const int Context = 3;
    private const int MaxCells = 4_000_000;

    /// <summary>Compares.</summary>
    /// <param name="name">The file's name, as the headers show it; with <c>/</c>.</param>
    /// <param name="before">The old text; null where there is no file.</param>
    /// <param name="after">The new text.</param>
    /// <returns>The difference; empty where there is none.</returns>
    public static string Of(string name, string? before, string after)
    {
        ArgumentNullException.ThrowIfNull(after);
        if (before == after) return "";
        string[] old = Lines(before ?? ""), now = Lines(after);
        var steps = Steps(old, now);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"--- {(before is null ? "/dev/null" : "a/" + name)}\n+++ b/{name}\n");
        foreach (var (start, end) in Hunks(steps)) Append(text, steps, start, end);
        return text.ToString();
    }

    private static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (int i = 0; i < text.Length;)
        {
            int feed = text.IndexOf('\n', i);
            int end = feed < 0 ? text.Length : feed + 1;
            lines.Add(text[i..end]);
            i = end;
        }

        return [.. lines];
    }

    /// <summary>Line by line: kept (' '), removed ('-') or added ('+').</summary>
    private static List<(char Sign, string Line)> Steps(string[] old, string[] now)
    {
        int head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head]) head++;
        int tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)]) tail++;

        var steps = new List<(char, string)>();
        foreach (string line in old[..head]) steps.Add((' ', line));
        Middle(steps, old[head..^tail], now[head..^tail]);
        foreach (string line in old[^tail..]) steps.Add((' ', line));
        return steps;
    }

    private static void Middle(List<(char, string)> steps, string[] old, string[] now)
    {
        // Edits within lines leave as many lines as there were; then each line is compared with its own.
        if (old.Length == now.Length && old.Zip(now).Count(p => p.First == p.Second) * 2 >= old.Length || (long)old.Length * now.Length > MaxCells)
        {
            Pairwise(steps, old, now);
            return;
        }

        var common = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        int a = 0, b = 0;
        while (a < old.Length || b < now.Length)
        {
            if (a < old.Length && b < now.Length && old[a] == now[b]) { steps.Add((' ', old[a++])); b++; }
            else if (a < old.Length && (b == now.Length || common[a + 1, b] >= common[a, b + 1])) steps.Add(('-', old[a++]));
            else steps.Add(('+', now[b++]));
        }
    }

    private static void Pairwise(List<(char, string)> steps, string[] old, string[] now)
    {
        int both = old.Length == now.Length ? old.Length : 0;
        for (int i = 0; i < both; i++)
        {
            if (old[i] == now[i]) steps.Add((' ', old[i]));
            else steps.AddRange([('-', old[i]), ('+', now[i])]);
        }

        foreach (string line in old[both..]) steps.Add(('-', line));
        foreach (string line in now[both..]) steps.Add(('+', line));
    }

    /// <summary>Stretches of steps around what changes; those that touch are one.</summary>
    private static List<(int Start, int End)> Hunks(List<(char Sign, string Line)> steps)
    {
        var hunks = new List<(int Start, int End)>();
        for (int i = 0; i < steps.Count; i++)
        {
            if (steps[i].Sign == ' ') continue;
            int start = Math.Max(i - Context, 0), end = Math.Min(i + Context + 1, steps.Count);
            if (hunks.Count > 0 && start <= hunks[^1].End) hunks[^1] = (hunks[^1].Start, end);
            else hunks.Add((start, end));
        }

        return hunks;
    }

    private static void Append(StringBuilder text, List<(char Sign, string Line)> steps, int start, int end)
    {
        int oldStart = steps[..start].Count(s => s.Sign != '+'), newStart = steps[..start].Count(s => s.Sign != '-');
        var hunk = steps[start..end];
        int oldCount = hunk.Count(s => s.Sign != '+'), newCount = hunk.Count(s => s.Sign != '-');
        text.Append(CultureInfo.InvariantCulture,
            $"@@ -{oldStart + Math.Min(oldCount, 1)},{oldCount} +{newStart + Math.Min(newCount, 1)},{newCount} @@\n");
        foreach (var (sign, line) in hunk)
        {
            text.Append(sign).Append(line);
            if (!line.EndsWith('\n')) text.Append("\n\\ No newline at end of file\n");
        }
    }
}
