namespace ReproBuild.Diagnostics;

/// <summary>One finding, as an editor or a build log shows it.</summary>
/// <param name="Code">The code, <c>REPROnnnn</c>; one of <see cref="DiagnosticCodes"/>.</param>
/// <param name="Message">What happened, to what, and what to do next; one line.</param>
/// <param name="Severity">Whether it fails the build.</param>
/// <param name="File">The absolute path of the file to blame, if one is.</param>
/// <param name="Line">The line in <paramref name="File"/>, from 1; 0 when unknown.</param>
/// <param name="Column">The column in <paramref name="File"/>, from 1; 0 when unknown.</param>
public sealed record Diagnostic(
    string Code,
    string Message,
    Severity Severity = Severity.Error,
    string? File = null,
    int Line = 0,
    int Column = 0)
{
    /// <summary>The address of the section that explains <see cref="Code"/>.</summary>
    public string HelpLink =>
        "https://github.com/reprobuild/ReproBuild.Sdk/blob/main/docs/diagnostics.md#" + Code.ToLowerInvariant();

    /// <summary>The canonical form that MSBuild and editors read: <c>file(line,column): error CODE: message</c>.</summary>
    public override string ToString()
    {
        string word = Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "message" };
        string place = File is null ? "" : Line > 0 ? $"{File}({Line},{Math.Max(Column, 1)}): " : $"{File}: ";
        return $"{place}{word} {Code}: {Message}";
    }
}
