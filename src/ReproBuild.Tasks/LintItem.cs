using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ReproBuild.Linting;

namespace ReproBuild.Tasks;

/// <summary>Findings of the linter as items, for targets of a user's own.</summary>
internal static class LintItem
{
    /// <summary>One item for each.</summary>
    public static ITaskItem[] Of(IEnumerable<LintFinding> findings) => [.. findings.Select(Of)];

    private static TaskItem Of(LintFinding finding)
    {
        var item = new TaskItem(finding.Code);
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
        [
            ("Title", finding.Title), ("Sentence", finding.Sentence), ("Advice", finding.Remedy.Advice), ("Paste", finding.Remedy.Paste ?? ""), ("File", finding.File),
            ("Line", finding.Line.ToString(CultureInfo.InvariantCulture)), ("Column", finding.Column.ToString(CultureInfo.InvariantCulture)),
        ])
        {
            item.SetMetadata(name, DifferenceItem.Escape(value));
        }

        return item;
    }
}
