using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Texts;

/// <summary>What to write instead of an instruction that asks for the time.</summary>
internal static partial class DateRemedy
{
    public static Remedy For(RemedyContext context)
    {
        if (context.Origin == ImageOrigin.Dotnet)
            return new Remedy("Remove it, or derive it from SOURCE_DATE_EPOCH, which is set while the project is built.", "$([System.DateTimeOffset]::FromUnixTimeSeconds($(SOURCE_DATE_EPOCH)).ToString('u'))");
        if (Rewritten(context.Instruction) is { } line) return new Remedy("Remove it, or derive it from SOURCE_DATE_EPOCH.", "ARG SOURCE_DATE_EPOCH\n" + line);
        if (context.Instruction is { } run && run.StartsWith("RUN", StringComparison.OrdinalIgnoreCase))
            return new Remedy("Remove it, or derive it from SOURCE_DATE_EPOCH; compilers and many other tools do so by themselves once they see it.", "ARG SOURCE_DATE_EPOCH\n" + run);
        return new Remedy("Remove it, or derive it from SOURCE_DATE_EPOCH.");
    }

    /// <summary>A RUN in shell form with every <c>date</c> that tells the present asking for the epoch; null where there is none.</summary>
    public static string? Rewritten(string? instruction)
    {
        if (instruction is null || !Run().IsMatch(instruction)) return null;
        string rewritten = Date().Replace(instruction, m => m.Groups["fixed"].Success ? m.Value : $"date -u -d @$SOURCE_DATE_EPOCH{m.Groups["rest"].Value}");
        return rewritten == instruction ? null : rewritten;
    }

    [GeneratedRegex("^RUN\\s+(?!\\[|(?:--\\S+\\s+)*\\[\\s*\")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Run();

    // "date" where a command stands; options that give another time than the present make it fixed already.
    [GeneratedRegex(
        "(?<=(?:^RUN\\s+(?:--\\S+\\s+)*|[;&|(`{]\\s*|\\$\\(\\s*|\\b(?:then|do|else)\\s+))(?:/bin/|/usr/bin/)?date(?:\\s+(?:-u|--utc|--universal)(?=[\\s;&|)>`]|$))?"
        + "(?<rest>(?<fixed>[^;&|)`]*?\\s(?:-[a-zA-Z]*[drfs]\\b|-[dr]|--date|--reference|--file|--set))?)(?=[\\s;&|)>`]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
