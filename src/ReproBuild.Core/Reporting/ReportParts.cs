using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Images;
using ReproBuild.Linting;

namespace ReproBuild.Reporting;

/// <summary>How much differs, and how much of it is explained.</summary>
internal sealed record ReportTotals(long Differences, long Proven, long Accepted, long Bytes, long ProvenBytes);

/// <summary>One platform.</summary>
internal sealed record ReportPlatform(
    Platform Platform, Verdict Verdict, Digest? Left, Digest? Right, bool ByImageId, IReadOnlyList<ReportLayer> LeftLayers, IReadOnlyList<ReportLayer> RightLayers);

/// <summary>How a layer stands against the other side.</summary>
internal enum LayerState
{
    /// <summary>It is the same blob.</summary>
    Equal,

    /// <summary>Its counterpart differs.</summary>
    Differs,

    /// <summary>It has no counterpart.</summary>
    Alone,

    /// <summary>It stands elsewhere on the other side.</summary>
    Moved,

    /// <summary>It, or a part of it, could not be compared.</summary>
    NotCompared,
}

/// <summary>One layer of one side.</summary>
/// <param name="Number">Its place from 1, the base first.</param>
/// <param name="Digest">The blob's digest.</param>
/// <param name="Size">The blob's length in bytes; null where it is not known.</param>
/// <param name="State">How it stands against the other side.</param>
/// <param name="Differences">How many differences it has.</param>
/// <param name="Instruction">What made it; null where nothing tells.</param>
/// <param name="Pair">The number that differences name this layer by.</param>
internal sealed record ReportLayer(int Number, Digest Digest, long? Size, LayerState State, long Differences, string? Instruction, int Pair);

/// <summary>One root cause at one place.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Fingerprint">A name that stays when other lines move, in hexadecimal digits.</param>
/// <param name="Title">A few words for a heading.</param>
/// <param name="Sentence">What differs, with its full stop.</param>
/// <param name="File">The file to blame as the report may name it; null where none is known.</param>
/// <param name="Line">Its line from 1; 0 where it is not known.</param>
/// <param name="Column">Its column from 1; 0 where it is not known.</param>
/// <param name="Help">The address of the section on its code.</param>
internal sealed record ReportFinding(
    Finding Finding, string Fingerprint, string Title, string Sentence, string? File, int Line, int Column, string Help);

/// <summary>What was read from the Dockerfile without building.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Fingerprint">A name that stays when other lines move, in hexadecimal digits.</param>
/// <param name="File">The Dockerfile as the report may name it.</param>
/// <param name="Help">The address of the section on its code.</param>
internal sealed record ReportStaticFinding(LintFinding Finding, string Fingerprint, string File, string Help);

/// <summary>An acceptance, and how many of the listed differences it accepts.</summary>
internal sealed record ReportAcceptance(Acceptance Acceptance, string? File, long Used);

/// <summary>The Dockerfile.</summary>
/// <param name="File">Its name as the report may show it.</param>
/// <param name="Lines">Its lines, without their ends.</param>
/// <param name="Blamed">The instructions that findings blame: first and last line from 1, and the findings' places.</param>
internal sealed record ReportSource(string File, IReadOnlyList<string> Lines, IReadOnlyList<(int First, int Last, IReadOnlyList<int> Findings)> Blamed);
