using ReproBuild.Archives;
using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes;

/// <summary>Contents or archives, explained.</summary>
public static class Explained
{
    /// <summary>The causes of two contents.</summary>
    public static ContentExplanation Contents(string path, byte[] left, byte[] right, CauseContext? context = null) =>
        new ContentExplainer(CauseCatalogue.Default).Explain(new ContentPair(path, left, right, context ?? CauseContext.Unknown), CancellationToken.None);

    /// <summary>The diagnosis of two images.</summary>
    public static Diagnosis Images(TestImage left, TestImage right, DiagnosisOptions? options = null, ComparerOptions? comparer = null)
    {
        using var folder = new TestFolder();
        return Paths(OciArchiveBuilder.Of(left).Write(folder, "left.tar"), OciArchiveBuilder.Of(right).Write(folder, "right.tar"), options, comparer);
    }

    /// <summary>The diagnosis of two images that differ in one layer.</summary>
    public static Diagnosis Tars(TarBuilder left, TarBuilder right, DiagnosisOptions? options = null) =>
        Images(new TestImage(TestLayer.Gzip(left.Build())), new TestImage(TestLayer.Gzip(right.Build())), options);

    /// <summary>The diagnosis of two archives.</summary>
    public static Diagnosis Paths(string left, string right, DiagnosisOptions? options = null, ComparerOptions? comparer = null)
    {
        using var l = ImageArchive.Open(left);
        using var r = ImageArchive.Open(right);
        return Diagnoser.Diagnose(l, r, comparer ?? new ComparerOptions(), options ?? new DiagnosisOptions(), CancellationToken.None);
    }

    /// <summary>The causes by name, one after another.</summary>
    public static string Names(this ContentExplanation explanation) => string.Join(" ", explanation.Claims.Select(c => c.Cause.Id));
}
