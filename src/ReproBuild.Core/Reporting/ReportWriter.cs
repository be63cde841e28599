using System.Security.Cryptography;
using ReproBuild.Causes;
using ReproBuild.Diagnostics;

namespace ReproBuild.Reporting;

/// <summary>Writes reports.</summary>
public static class ReportWriter
{
    /// <summary>
    /// Writes the reports that <see cref="ReportOptions.Formats"/> names. Each appears whole, by a rename, or not at all; one that stands
    /// there is replaced.
    /// </summary>
    /// <param name="diagnosis">What is reported.</param>
    /// <param name="options">How, and where to.</param>
    /// <returns>The absolute paths, in the order of the formats.</returns>
    /// <exception cref="ReproException">
    /// REPRO1008: the folder cannot be written. REPRO4005: the disk is full. The diagnosis holds all the same, and whoever calls goes on to tell it.
    /// </exception>
    public static IReadOnlyList<string> WriteAll(Diagnosis diagnosis, ReportOptions options)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        ArgumentNullException.ThrowIfNull(options);
        if (!Path.IsPathFullyQualified(options.Folder)) throw new ArgumentException("The folder's path is not absolute.", nameof(options));
        if (options.Formats.Count == 0) return [];

        var model = ReportBuilder.Build(diagnosis, options);
        WriteErrors.Explain(options.Folder, () => Directory.CreateDirectory(options.Folder));
        return [.. options.Formats.Select(format => Write(model, format, options.Folder))];
    }

    private static string Write(ReportModel model, ReportFormat format, string folder)
    {
        string path = Path.Combine(folder, ReportFormats.FileName(format));
        string partial = Path.Combine(folder, $".{ReportFormats.FileName(format)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.partial");
        try
        {
            WriteErrors.Explain(path, () =>
            {
                using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024)) Write(model, format, stream);
                File.Move(partial, path, overwrite: true);
            });
            LargeGarbage.EndOfPhase();
            return path;
        }
        catch
        {
            WriteErrors.DeleteLeftover(partial);
            throw;
        }
    }

    /// <summary>Writes one report into a stream.</summary>
    internal static void Write(ReportModel model, ReportFormat format, Stream to)
    {
        switch (format)
        {
            case ReportFormat.Html: HtmlReport.Write(model, to); break;
            case ReportFormat.Json: JsonReport.Write(model, to); break;
            case ReportFormat.Sarif: SarifReport.Write(model, to); break;
            case ReportFormat.Markdown: MarkdownReport.Write(model, to); break;
            default: throw new ArgumentOutOfRangeException(nameof(format));
        }
    }
}
