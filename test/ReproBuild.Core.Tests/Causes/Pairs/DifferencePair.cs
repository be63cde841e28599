using ReproBuild.Causes;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Causes.Pairs;

/// <summary>Two images that differ in what a header or a document says, and what is to be said of them.</summary>
/// <param name="Name">What differs.</param>
/// <param name="Make">Makes and explains both.</param>
/// <param name="Expect">The causes of the findings, in ordinal order, <c>unexplained</c> among them.</param>
public sealed record DifferencePair(string Name, Func<Diagnosis> Make, params string[] Expect)
{
    /// <summary>For what looks like a cause and is none: that cause.</summary>
    public string? NearMissOf { get; init; }

    /// <summary>How sure the causes are.</summary>
    public Certainty Certainty { get; init; } = Certainty.Proven;

    /// <summary>Every pair.</summary>
    public static IReadOnlyList<DifferencePair> All { get; } = [.. EnvelopePairs.All, .. MetadataPairs.All, .. LayerPairs.All, .. PathPairs.All, .. DotnetPairs.All, .. TreePairs.All];

    /// <summary>Images whose one layer is equal and whose documents differ.</summary>
    public static DifferencePair Documents(string name, Func<TestImage, TestImage> left, Func<TestImage, TestImage> right, params string[] expect)
    {
        var same = new TestImage(TestLayer.Gzip(new TarBuilder().File("app/x", "1").Build()))
        {
            History = [new HistoryEntry("2026-11-22T17:10:55Z", "RUN make", null, false)],
            Created = "2026-11-22T17:10:55Z",
        };
        return new DifferencePair(name, () => Explained.Images(left(same), right(same)), expect);
    }

    /// <summary>Layers of one entry each, between two that are equal.</summary>
    public static DifferencePair Entries(string name, TarItem left, TarItem right, params string[] expect) =>
        Tars(name, tar => tar.File("a").Add(left).File("z"), tar => tar.File("a").Add(right).File("z"), expect);

    /// <summary>Two layers.</summary>
    public static DifferencePair Tars(string name, Func<TarBuilder, TarBuilder> left, Func<TarBuilder, TarBuilder> right, params string[] expect) =>
        new(name, () => Explained.Tars(left(new TarBuilder()), right(new TarBuilder())), expect);

    /// <summary>Whether a cause is one of headers, documents and paths; those of .NET have pairs of their own.</summary>
    public static bool IsOurs(DifferenceCause cause) => cause.GetType().Namespace is "ReproBuild.Causes.Envelope" or "ReproBuild.Causes.Metadata" or "ReproBuild.Causes.SystemFiles";

    /// <summary>The causes of the findings, and what they count as derived.</summary>
    public static IEnumerable<string> Names(Diagnosis diagnosis) => diagnosis.Findings.Select(f => f.CauseId).Distinct().Order(StringComparer.Ordinal);

    public override string ToString() => Name;
}
