using System.Globalization;
using Microsoft.Build.Framework;
using ReproBuild.Building;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Pinning;

namespace ReproBuild.Tasks;

/// <summary>Turns what MSBuild passes, text and items, into the words of a plan. What cannot be read is REPRO1005.</summary>
internal static class PlanInputs
{
    private static readonly char[] Separators = [';', ','];

    /// <summary>
    /// Build arguments: <c>NAME=value</c>, <c>NAME</c> with the metadata <c>Value</c>, or <c>NAME</c> alone for a variable of the
    /// environment, as <c>docker build --build-arg NAME</c> has it: the value then stands in no item, log or command line.
    /// </summary>
    public static IReadOnlyList<BuildArgument> Arguments(ITaskItem[] items) => [.. items.Select((item, i) => Argument(item, i + 1))];

    /// <summary>Named contexts: <c>name=value</c>, or <c>name</c> with the metadata <c>Value</c>. Folders become absolute.</summary>
    public static IReadOnlyList<NamedContext> Contexts(ITaskItem[] items, Func<string, string> absolute) =>
        [.. items.Select((item, i) => Pair(item, i + 1, "ReproBuildContext", "a folder or an image"))
            .Select(p => new NamedContext(p.Name, p.Value.Contains("://", StringComparison.Ordinal) ? p.Value : absolute(p.Value)))];

    /// <summary>What decides which images a Dockerfile uses.</summary>
    public static ImageUseQuery Query(string? target, string? platforms, ITaskItem[] arguments, ITaskItem[] contexts, Func<string, string> absolute) => new()
    {
        Target = string.IsNullOrWhiteSpace(target) ? null : target.Trim(),
        Platforms = Platforms(platforms),
        // As on a command line, the last value of a name counts.
        BuildArgs = Arguments(arguments).GroupBy(a => a.Name).ToDictionary(a => a.Key, a => a.Last().Value),
        NamedContexts = Contexts(contexts, absolute).GroupBy(c => c.Name).ToDictionary(c => c.Key, c => c.Last().Value),
    };

    /// <summary>Platforms, as <c>os/architecture[/variant]</c>, separated by commas or semicolons.</summary>
    public static IReadOnlyList<Platform> Platforms(string? text) =>
        [.. (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Platform)];

    /// <summary>A duration: whole seconds, or hours:minutes:seconds. Empty and 0 are none.</summary>
    public static TimeSpan? Timeout(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        bool isSeconds = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds);
        if (!isSeconds && !(text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _)))
            throw Bad($"ReproTimeout is \"{text}\". Give whole seconds, such as 900, or hours:minutes:seconds, such as 00:15:00.");
        var timeout = isSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        // A timer counts milliseconds in 32 bits.
        if (timeout < TimeSpan.Zero || timeout.TotalMilliseconds > int.MaxValue) throw Bad($"ReproTimeout is \"{text}\"; it can be at most 24 days.");
        return timeout == TimeSpan.Zero ? null : timeout;
    }

    private static BuildArgument Argument(ITaskItem item, int number)
    {
        string name = item.ItemSpec.Trim();
        if (item.GetMetadata("Value").Length == 0 && !name.Contains('=', StringComparison.Ordinal)
            && name.Length > 0 && Environment.GetEnvironmentVariable(name) is { } value)
            return new BuildArgument(name, value) { FromEnvironment = true };

        var (key, given) = Pair(item, number, "ReproBuildArg", "a value");
        return new BuildArgument(key, given);
    }

    private static Platform Platform(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length is 2 or 3 && parts.All(p => p.Length > 0)
            ? new Platform(parts[0], parts[1], parts.Length == 3 ? parts[2] : null)
            : throw Bad($"ReproPlatforms holds \"{text}\". A platform is os/architecture, such as linux/arm64, or os/architecture/variant.");
    }

    /// <summary>One item as a pair: <c>name=value</c>, or <c>name</c> with the metadata <c>Value</c>.</summary>
    /// <param name="item">The item.</param>
    /// <param name="number">Its number, from 1, for the message.</param>
    /// <param name="what">The items' name.</param>
    /// <param name="value">What the value is.</param>
    internal static (string Name, string Value) Pair(ITaskItem item, int number, string what, string value)
    {
        string text = item.ItemSpec.Trim();
        string metadata = item.GetMetadata("Value");
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (metadata.Length > 0 && equals < 0) return (text, metadata);
        return equals > 0
            ? (text[..equals].Trim(), text[(equals + 1)..])
            // The item may be a secret, or a piece of one that was cut at a semicolon: nothing of it is repeated.
            : throw Bad($"Item {number} of {what} has no {(equals < 0 ? "value" : "name")}. Write name=value, or give {value} as the metadata Value{(what == "ReproBuildArg" ? ", or in a variable of the environment that has the name" : "")}.");
    }

    private static ReproException Bad(string message) => new(DiagnosticCodes.BadProperty, message);
}
