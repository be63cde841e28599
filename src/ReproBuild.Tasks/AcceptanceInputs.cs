using Microsoft.Build.Framework;
using ReproBuild.Causes;
using ReproBuild.Causes.Accepting;
using ReproBuild.Diagnostics;

namespace ReproBuild.Tasks;

/// <summary>Turns the baseline and the items of a project into acceptances. What cannot be read is REPRO1030.</summary>
internal static class AcceptanceInputs
{
    /// <summary>Reads both.</summary>
    /// <param name="baseline">The absolute path of the baseline; null where there is none.</param>
    /// <param name="items">
    /// <c>ReproAllowedDifference</c>: the pattern, or any words where the metadata <c>Path</c> gives it; <c>Cause</c>, <c>Reason</c>, <c>Expires</c>.
    /// </param>
    /// <param name="today">The day.</param>
    /// <exception cref="ReproException">REPRO1030.</exception>
    public static AcceptanceSet Read(string? baseline, ITaskItem[] items, DateOnly today)
    {
        var catalogue = CauseCatalogue.Default;
        var text = new AcceptanceText(catalogue);
        return new AcceptanceSet(
            [.. items.Select(item => Read(item, text)), .. baseline is null ? [] : Baseline.Load(baseline, catalogue)], today);
    }

    // MSBuild looks for files wherever an Include holds wildcards, and for none in metadata.
    private static Acceptance Read(ITaskItem item, AcceptanceText text)
    {
        string? path = Metadata(item, "Path") ?? item.ItemSpec;
        return text.Read(Metadata(item, "Cause"), path, Metadata(item, "Reason"), Metadata(item, "Expires"), Metadata(item, "DefiningProjectFullPath"), 0);
    }

    private static string? Metadata(ITaskItem item, string name) => item.GetMetadata(name) is { Length: > 0 } value ? value : null;
}
