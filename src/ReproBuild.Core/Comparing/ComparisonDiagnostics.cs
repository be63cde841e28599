using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>
/// Turns a comparison into diagnostics: one for each layer, code and instruction, however many files it concerns, and the
/// verdict at the end. Feed it every difference, then conclude.
/// </summary>
/// <param name="words">What the sides are called.</param>
public sealed class ComparisonDiagnostics(ComparisonWords? words = null)
{
    /// <summary>The most diagnostics about differences; the rest are counted.</summary>
    private const int MaxGroups = 200;

    private readonly ComparisonWords _words = words ?? new ComparisonWords();
    private readonly Dictionary<(Platform?, int, string, InstructionBlame?), DifferenceGroup> _groups = [];
    private readonly List<DifferenceGroup> _inOrder = [];
    private long _beyond;

    /// <summary>Takes a difference, as the comparer gives it.</summary>
    public void Add(Difference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var key = (difference.Platform, difference.Layer?.Number ?? 0, difference.Code, difference.Blame);
        if (!_groups.TryGetValue(key, out var group))
        {
            if (_inOrder.Count == MaxGroups)
            {
                _beyond++;
                return;
            }

            _groups[key] = group = new DifferenceGroup(difference);
            _inOrder.Add(group);
        }

        group.Add(difference);
    }

    /// <summary>Everything that is to be told: the differences, what could not be compared, and, unless all is equal, the verdict.</summary>
    /// <param name="comparison">What the comparer returned.</param>
    public IReadOnlyList<Diagnostic> Conclude(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        bool namePlatform = comparison.Platforms.Count > 1;
        var told = _inOrder.Select(g => DifferenceText.Of(g, namePlatform, _words)).ToList();
        told.AddRange(comparison.NotCompared.Where(d => d.Code != DiagnosticCodes.Inconclusive));
        if (comparison.Verdict == Verdict.Divergent) told.Add(Divergent(comparison));
        if (comparison.Verdict == Verdict.Inconclusive) told.Add(Inconclusive(comparison));
        return told;
    }

    private Diagnostic Divergent(Comparison comparison)
    {
        bool several = comparison.Platforms.Count > 1;
        var digests = comparison.Platforms
            .Where(p => p.Verdict == Verdict.Divergent)
            .Select(p => (several ? $"{Printable.Escape(p.Platform.ToString())}: " : "")
                + (p.ByImageId ? "image ID " : "") + $"{p.Left?.ToString() ?? "nothing"} against {p.Right?.ToString() ?? "nothing"}");
        string count = comparison.DifferenceCount == 1 ? "1 difference" : $"{comparison.DifferenceCount} differences";
        string beyond = _beyond > 0 ? $" {_beyond} of them are not listed." : "";
        string unread = comparison.NotCompared.Count > 0 ? $" {comparison.NotCompared.Count} parts could not be compared." : "";
        return new Diagnostic(DiagnosticCodes.Divergent, $"{_words.Subject} differ: {string.Join("; ", digests)} ({count}).{beyond}{unread}");
    }

    private Diagnostic Inconclusive(Comparison comparison) => new(
        DiagnosticCodes.Inconclusive,
        $"{_words.Subject} could not be compared to the end, so nobody knows whether they are equal. {string.Join(' ', comparison.NotCompared.Select(d => d.Message).Distinct())}");
}
