using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Reporting;

namespace ReproBuild.Core.Tests.Reporting;

[TestClass]
public sealed class ReportWriterSpecs
{
    [TestMethod]
    public void The_same_diagnosis_gives_the_same_bytes_and_nothing_else_is_left()
    {
        using var folder = new TestFolder();
        var options = Reported.Options(folder["made/on/the/way"]);

        var first = ReportWriter.WriteAll(Reported.Divergent(), options).ToDictionary(p => p, File.ReadAllBytes);
        var second = ReportWriter.WriteAll(Reported.Divergent(), options);

        Assert.AreSequenceEqual(ReportFormats.All.Select(f => Path.Combine(options.Folder, ReportFormats.FileName(f))), second);
        foreach (string path in second) Assert.AreSequenceEqual(first[path], File.ReadAllBytes(path));
        Assert.HasCount(second.Count, Directory.GetFileSystemEntries(options.Folder));
        foreach (string path in second) Assert.DoesNotContain(Reported.Base, File.ReadAllText(path));
    }

    [TestMethod]
    public void Only_the_formats_that_are_named_are_written()
    {
        using var folder = new TestFolder();

        var paths = ReportWriter.WriteAll(Reported.Divergent(), Reported.Options(folder.Path) with { Formats = ReportFormats.Parse("MD; json") });

        Assert.AreSequenceEqual(["report.json", "report.md"], paths.Select(p => Path.GetFileName(p)));
        Assert.HasCount(2, Directory.GetFileSystemEntries(folder.Path));
        Assert.IsEmpty(ReportFormats.Parse("none"));
        Assert.AreEqual(DiagnosticCodes.BadProperty, Assert.ThrowsExactly<ReproException>(() => ReportFormats.Parse("html;pdf")).Diagnostic.Code);
    }

    [TestMethod]
    public void A_folder_that_cannot_be_written_is_told_by_its_name()
    {
        using var folder = new TestFolder();
        string file = folder.Write("report-folder", "a file stands where the folder should");

        var e = Assert.ThrowsExactly<ReproException>(() => ReportWriter.WriteAll(Reported.Divergent(), Reported.Options(file)));

        Assert.AreEqual(DiagnosticCodes.CannotWrite, e.Diagnostic.Code);
        Assert.Contains(file, e.Diagnostic.Message);
    }

    [TestMethod]
    public void A_report_that_cannot_get_its_name_leaves_nothing_half_written()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder["report.json/in-the-way"]);

        var e = Assert.ThrowsExactly<ReproException>(() => ReportWriter.WriteAll(Reported.Divergent(), Reported.Options(folder.Path) with { Formats = [ReportFormat.Json] }));

        Assert.AreEqual(DiagnosticCodes.CannotWrite, e.Diagnostic.Code);
        Assert.AreEqual("report.json", string.Join(' ', Directory.GetFileSystemEntries(folder.Path).Select(p => Path.GetFileName(p))));
    }

    [TestMethod]
    public void A_full_disk_is_told_as_such()
    {
        Assert.AreEqual(DiagnosticCodes.DiskFull, WriteErrors.Explain("/out/report.html", new IOException("No space left on device", 28)).Diagnostic.Code);
    }
}
