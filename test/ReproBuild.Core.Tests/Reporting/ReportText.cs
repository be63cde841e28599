using System.Text;
using ReproBuild.Causes;
using ReproBuild.Reporting;

namespace ReproBuild.Core.Tests.Reporting;

public static class ReportText
{
    /// <summary>One report as text.</summary>
    public static string Text(this Diagnosis diagnosis, ReportFormat format, ReportOptions? options = null)
    {
        using var stream = new MemoryStream();
        ReportWriter.Write(ReportBuilder.Build(diagnosis, options ?? Reported.Options()), format, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
