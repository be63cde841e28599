using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ReproBuild.Causes;
using ReproBuild.Diagnostics;
using ReproBuild.Linting;

namespace ReproBuild.Reporting;

/// <summary>Findings as reports show them.</summary>
internal static class FindingReports
{
    /// <summary>One for each finding, in their order.</summary>
    public static IReadOnlyList<ReportFinding> Of(IReadOnlyList<Finding> findings, ReportOptions options, ReportPaths paths)
    {
        var prints = Fingerprints(findings.Select(f => Identity(f, paths)));
        return [.. findings.Zip(prints, (finding, print) => Of(finding, print, options, paths))];
    }

    /// <summary>One for each finding of the linter, in their order.</summary>
    public static IReadOnlyList<ReportStaticFinding> Of(IReadOnlyList<LintFinding> findings, ReportPaths paths)
    {
        var prints = Fingerprints(findings.Select(f => $"{f.Code}\n{paths.Show(f.File)}\n{f.Instruction}"));
        return [.. findings.Zip(prints, (finding, print) => new ReportStaticFinding(finding, print, paths.Show(finding.File), finding.Diagnostic.HelpLink))];
    }

    private static IEnumerable<string> Fingerprints(IEnumerable<string> identities)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string identity in identities)
        {
            int number = seen[identity] = seen.GetValueOrDefault(identity) + 1;
            yield return Hash(string.Create(CultureInfo.InvariantCulture, $"{identity}\n{number}"));
        }
    }

    private static ReportFinding Of(Finding finding, string fingerprint, ReportOptions options, ReportPaths paths)
    {
        var (blame, origin) = (finding.First.Blame, finding.Origin);
        string? file = origin?.File ?? blame?.File ?? options.DefaultFile;
        var (line, column) = origin?.File is not null ? (origin.Line, origin.Column) : blame?.File is not null ? (blame.Line, blame.Column) : (0, 0);
        return new ReportFinding(
            finding,
            fingerprint,
            finding.Cause?.Title ?? ReportWords.Unexplained(finding.First.Kind),
            FindingText.What(finding, options.Words) + (finding.BroughtBy is { } brought ? $" {brought}." : "") + FindingText.WrittenBy(finding),
            file is null ? null : paths.Show(file),
            line,
            column,
            new Diagnostic(finding.Code, "").HelpLink);
    }

    // Lines, layers and digests move when something above them changes; what a finding is about does not.
    private static string Identity(Finding finding, ReportPaths paths)
    {
        var first = finding.First;
        string place = finding.Origin is { } origin ? origin.Words : first.Blame is { } blame
            ? $"{(blame.File is { } file ? paths.Show(file) : "")}\n{blame.Instruction}"
            : finding.Paths.Count > 0 ? finding.Paths[0] : string.Join(',', first.Fields.Select(f => f.Name));
        return $"{finding.CauseId}\n{finding.Code}\n{first.Platform}\n{place}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
