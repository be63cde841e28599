using System.Text;
using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;
using ReproBuild.Reporting;

namespace ReproBuild.Core.Tests.Reporting;

/// <summary>Diagnoses to report, made by hand so that they hold everything that a report can show.</summary>
public static class Reported
{
    public const string Base = "/home/me/app";

    public static Platform Amd64 { get; } = new("linux", "amd64");

    public static Digest DigestOf(string text) => Digest.Of(Encoding.UTF8.GetBytes(text));

    public static Dockerfile Dockerfile { get; } = Dockerfile.Parse("FROM scratch\nCOPY app /app\nRUN date > /build-info && \\\n    useradd app\nUSER app\n", Base + "/Dockerfile");

    /// <summary>What a report is made with.</summary>
    public static ReportOptions Options(string folder = "/nowhere") => new()
    {
        Folder = folder,
        BaseFolder = Base,
        Dockerfile = Dockerfile,
        DefaultFile = Base + "/service.proj",
        Words = new ComparisonWords("Two builds of commit 3fa1c02", "the first build", "the second build"),
        Left = new ReportSide(Base + "/artifacts/repro/build-1.oci.tar", []),
        Right = new ReportSide(Base + "/artifacts/repro/build-2.oci.tar", []),
    };

    /// <summary>Equal images.</summary>
    public static Diagnosis Equal() => Of(
        new Comparison(Verdict.Reproducible, [new PlatformComparison(Amd64, Verdict.Reproducible, DigestOf("a"), DigestOf("a"))]), [], []);

    /// <summary>A proven cause at a line of the Dockerfile, a suspected one, and an unexplained content, with diffs of every kind.</summary>
    /// <param name="stranger">A text that an image brings: part of paths, values and diffs.</param>
    public static Diagnosis Divergent(string stranger = "strange")
    {
        var (one, two) = (new LayerPair(1, 2, DigestOf("base"), DigestOf("base")), new LayerPair(2, 2, DigestOf("l"), DigestOf("r")));
        var blame = new InstructionBlame("RUN date > /build-info && useradd app", Dockerfile.Path, 3, 1);
        Difference At(string path, params FieldDifference[] fields) => new(fields.Length == 0 ? DifferenceKind.Content : DifferenceKind.Metadata)
        {
            Platform = Amd64,
            Layer = two,
            Path = path,
            Blame = blame,
            Fields = fields,
            Content = fields.Length == 0 ? new ContentDifference(29, 29, 15, "Sun Nov 22 17:10:55", "Sun Nov 22 17:10:56") : null,
        };

        var time = new TestCause("embedded-timestamp", "REPRO5211", "The time of the build")
        {
            Remedy = new Remedy("Remove it, or derive it from SOURCE_DATE_EPOCH.", "RUN date --date=@$SOURCE_DATE_EPOCH > /build-info && useradd app"),
        };
        var owner = new TestCause("ownership", "REPRO5311", "Owners of files");
        ExplainedDifference[] differences =
        [
            new(At("build-info"), [new Claim(time, "/build-info holds the time of the build")], Certainty.Proven)
            {
                Bytes = 1, Findings = [0],
                Diff = new TextDiff([new TextHunk(1, 1, [new("same", "same"), new("Sun Nov 22 17:10:55", "Sun Nov 22 17:10:56"), new(null, stranger)])]),
            },
            new(At("app/" + stranger, new FieldDifference("uid", "0", "1000"), new FieldDifference(stranger, null, stranger)), [new Claim(owner)], Certainty.Suspected) { Bytes = 5, Findings = [1] },
            new(At("app/data.bin"), [], Certainty.Unexplained)
            {
                Bytes = 2, Findings = [2], NotAnalysed = "it is longer than 32 MiB",
                Diff = new HexDiff([new HexRow(0x10, "0123456789abcdef"u8.ToArray(), "0123456789abcdeg"u8.ToArray())]) { Truncated = true },
            },
            new(At("app/a.zip"), [], Certainty.Unexplained)
            {
                Bytes = 9, Findings = [2],
                Diff = new MembersDiff("zip", [new MemberDiff(stranger, [new("time", "1", "2")], new TableDiff("JSON path", [new("$." + stranger, "1", stranger)]))]),
            },
        ];
        Finding Raise(int first, ICause? cause, string sentence, params int[] of) => new()
        {
            Cause = cause,
            Certainty = differences[first].Certainty,
            Code = cause?.Code ?? differences[first].Difference.Code,
            First = differences[first].Difference,
            Sentence = sentence,
            Remedy = cause?.RemedyFor(new RemedyContext(differences[first].Difference, ImageOrigin.Dockerfile)),
            Count = of.Length,
            Bytes = of.Sum(i => differences[i].Bytes),
            Paths = [.. of.Select(i => differences[i].Difference.Path!)],
        };
        var platform = new PlatformComparison(Amd64, Verdict.Divergent, DigestOf("left"), DigestOf("right"))
        {
            Layers = [new LayerComparison(one, null, 0, null), new LayerComparison(two, blame, 4, null)],
            DifferenceCount = 4,
        };
        return Of(
            new Comparison(Verdict.Divergent, [platform]) { DifferenceCount = 4, Remarks = ["1 attestation is left out."] },
            [
                Raise(0, time, "/build-info holds the time of the build: \"17:10:55\" against \"17:10:56\"", 0),
                Raise(1, owner, $"/app/{Printable.Escape(stranger)} has another owner: 0 against 1000", 1),
                Raise(2, null, "/app/data.bin differs", 2, 3),
            ],
            differences) with
        {
            Counterfactual = new Counterfactual([new CounterfactualImage(Amd64, DigestOf("x"), DigestOf("y"), [0], [1, 2])]),
        };
    }

    /// <summary>Images that differ in nothing but what is accepted; another acceptance is not needed any more.</summary>
    public static Diagnosis Accepted()
    {
        var acceptance = new Acceptance("embedded-timestamp", "build-info", "asked for by \"support\"", new DateOnly(2027, 1, 1), Base + "/repro.baseline.json", 3);
        var whole = Divergent();
        return whole with
        {
            Differences = [whole.Differences[0] with { AcceptedBy = acceptance }],
            Findings = [whole.Findings[0] with { Accepted = 1 }],
            DifferenceCount = 1,
            AcceptedCount = 1,
            ProvenCount = 1,
            UnusedAcceptances = [new Acceptance("logs", null, "old", null, null, 0)],
            Counterfactual = null,
        };
    }

    public static Diagnosis Of(Comparison comparison, IReadOnlyList<Finding> findings, IReadOnlyList<ExplainedDifference> differences) => new()
    {
        Comparison = comparison,
        Context = CauseContext.Unknown,
        Findings = findings,
        Differences = differences,
        DifferenceCount = differences.Count,
        ProvenCount = differences.Count(d => d.Certainty == Certainty.Proven),
        Bytes = differences.Sum(d => d.Bytes),
        ProvenBytes = differences.Where(d => d.Certainty == Certainty.Proven).Sum(d => d.Bytes),
    };
}
