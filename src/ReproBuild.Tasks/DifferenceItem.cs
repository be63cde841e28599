using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ReproBuild.Causes;

namespace ReproBuild.Tasks;

/// <summary>A difference as MSBuild passes it on.</summary>
internal static class DifferenceItem
{
    /// <summary>The item for a difference.</summary>
    public static ITaskItem Of(ExplainedDifference explained, Diagnosis diagnosis)
    {
        var difference = explained.Difference;
        var finding = explained.Findings.Count > 0 ? diagnosis.Findings[explained.Findings[0]] : null;
        var origin = finding?.Origin ?? explained.Origin;
        var item = new TaskItem(Escape(difference.Path is { Length: > 0 } path ? path : difference.Kind.ToString()));
        Set(item, "Code", finding?.Code ?? difference.Code);
        Set(item, "Kind", difference.Kind.ToString());
        Set(item, "Platform", difference.Platform?.ToString());
        Set(item, "Layer", difference.Layer?.Number.ToString(CultureInfo.InvariantCulture));
        Set(item, "LeftLayer", difference.Layer?.Left?.ToString());
        Set(item, "RightLayer", difference.Layer?.Right?.ToString());
        Set(item, "Fields", string.Join(", ", difference.Fields.Select(f => f.Name)));
        Set(item, "Instruction", difference.Blame?.Instruction);
        Set(item, "Origin", origin?.Words);
        Set(item, "File", origin?.File ?? difference.Blame?.File);
        Set(item, "Line", (origin?.Line ?? difference.Blame?.Line)?.ToString(CultureInfo.InvariantCulture));
        Set(item, "Column", (origin?.Column ?? difference.Blame?.Column)?.ToString(CultureInfo.InvariantCulture));
        Set(item, "Cause", string.Join(' ', explained.Claims.Select(c => c.Cause.Id)));
        Set(item, "Certainty", explained.Certainty.ToString());
        Set(item, "Bytes", explained.Bytes.ToString(CultureInfo.InvariantCulture));
        Set(item, "Sentence", finding?.Sentence);
        Set(item, "Remedy", finding?.Remedy?.Paste ?? finding?.Remedy?.Advice);
        return item;
    }

    private static void Set(TaskItem item, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) item.SetMetadata(name, Escape(value));
    }

    // Names come from images and may hold anything; unescaped, MSBuild would take them for lists, wildcards and expressions.
    // Its own escaping is internal to it. Paths need it too: TaskItem reads what it is given as escaped.
    internal static string Escape(string text) => string.Concat(text.Select(c =>
        "%*?@$();'".Contains(c, StringComparison.Ordinal) ? $"%{(int)c:x2}" : c.ToString()));
}
