using ReproBuild.Archives;
using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Comparing;

/// <summary>Two archives compared, with everything that was told.</summary>
public sealed record Compared(Comparison Comparison, IReadOnlyList<Difference> Differences, IReadOnlyList<string> Diagnostics)
{
    public Verdict Verdict => Comparison.Verdict;

    public IReadOnlyList<string> Codes => [.. Differences.Select(d => d.Code)];

    public static Compared Paths(string left, string right, ComparerOptions? options = null)
    {
        using var l = ImageArchive.Open(left);
        using var r = ImageArchive.Open(right);
        var differences = new List<Difference>();
        var comparison = ImageComparer.Compare(l, r, options ?? new ComparerOptions(), differences.Add, CancellationToken.None);
        var diagnosis = Diagnoser.Diagnose(l, r, options ?? new ComparerOptions(), new DiagnosisOptions(), CancellationToken.None);
        return new Compared(comparison, differences, [.. new DiagnosisDiagnostics().Of(diagnosis).Select(d => d.ToString())]);
    }

    public static Compared Images(TestImage left, TestImage right, ComparerOptions? options = null) =>
        Archives(OciArchiveBuilder.Of(left), OciArchiveBuilder.Of(right), options);

    public static Compared Archives(OciArchiveBuilder left, OciArchiveBuilder right, ComparerOptions? options = null)
    {
        using var folder = new TestFolder();
        return Paths(left.Write(folder, "left.tar"), right.Write(folder, "right.tar"), options);
    }

    /// <summary>Images that differ in one layer; the configurations' diffIDs follow it and are not told.</summary>
    public static Compared Layers(TestLayer left, TestLayer right) => Images(new TestImage(left), new TestImage(right));

    public static Compared Tars(TarBuilder left, TarBuilder right) => Layers(TestLayer.Gzip(left.Build()), TestLayer.Gzip(right.Build()));

    /// <summary>The one difference there is.</summary>
    public Difference Only()
    {
        Assert.HasCount(1, Differences, string.Join(Environment.NewLine, Differences));
        Assert.AreEqual(Verdict.Divergent, Verdict);
        return Differences[0];
    }

    /// <summary>The one field of the one difference, as <c>name: left / right</c>.</summary>
    public string OnlyField()
    {
        var fields = Only().Fields;
        Assert.HasCount(1, fields, string.Join(Environment.NewLine, fields));
        return $"{fields[0].Name}: {fields[0].Left ?? "-"} / {fields[0].Right ?? "-"}";
    }
}
