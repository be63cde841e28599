namespace ReproBuild.Reporting;

/// <summary>A kind of report.</summary>
public enum ReportFormat
{
    /// <summary><c>report.html</c>: one file for people, which needs no network.</summary>
    Html,

    /// <summary><c>report.json</c>: everything, for programs; <c>docs/schemas/report-1.schema.json</c>.</summary>
    Json,

    /// <summary><c>report.sarif</c>: SARIF 2.1.0, for code scanning and editors.</summary>
    Sarif,

    /// <summary><c>report.md</c>: short, for a comment or a job's summary.</summary>
    Markdown,
}
