using System.Globalization;
using ReproBuild.Archives;
using ReproBuild.Causes.Versions;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Tool;

/// <summary><c>reprobuild diff A B --expect …</c>: whether a release changed only what it should.</summary>
internal static class VersionDiff
{
    /// <summary>Compares two versions.</summary>
    /// <param name="left">The older, as the user names it.</param>
    /// <param name="right">The newer.</param>
    /// <param name="options">What else is known.</param>
    /// <param name="expected">What may change.</param>
    /// <param name="max">The most unexpected changes to print; 0 for all that are kept.</param>
    /// <param name="output">Takes what was found.</param>
    /// <param name="error">Takes what could not be compared.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>0 where nothing changed but what was expected, 1 where something else did, 2 where that cannot be told.</returns>
    public static int Run(string left, string right, ComparerOptions options, IEnumerable<string> expected, int max, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        using var leftArchive = ImageArgument.Open(left, cancellation);
        using var rightArchive = ImageArgument.Open(right, cancellation);
        VersionComparison versions;
        using (ProgressLine.Begin(error, leftArchive, rightArchive)) versions = VersionComparison.Compare(leftArchive, rightArchive, options, expected, cancellation);

        foreach (var platform in versions.Comparison.Platforms) Print(platform, versions, leftArchive, rightArchive, output);
        if (versions.UnexpectedCount > 0) output.WriteLine("Not expected:");
        var shown = max > 0 ? versions.Unexpected.Take(max).ToArray() : versions.Unexpected;
        Platform? place = null;
        foreach (var difference in shown)
        {
            if (versions.Comparison.Platforms.Count > 1 && difference.Platform is { } platform && platform != place)
            {
                output.WriteLine($" {Printable.Escape(platform.ToString())}:");
                place = platform;
            }

            output.WriteLine($"  {difference.Code} {DifferenceText.Line(difference, new ComparisonWords())}");
        }

        if (versions.UnexpectedCount > shown.Count) output.WriteLine($"  … and {versions.UnexpectedCount - shown.Count} more.");
        foreach (string pattern in versions.Unused) output.WriteLine($"Nothing changed at {Printable.Escape(pattern)}.");
        foreach (string remark in versions.Comparison.Remarks) output.WriteLine(Printable.Escape(remark, int.MaxValue));
        foreach (var reason in versions.Comparison.NotCompared) error.WriteLine(reason with { Severity = Severity.Error });

        output.WriteLine(versions.UnexpectedCount > 0 ? $"More changed than was expected: {versions.UnexpectedCount} {(versions.UnexpectedCount == 1 ? "difference" : "differences")}."
            : versions.OnlyExpected ? versions.Comparison.Verdict == Verdict.Reproducible ? "Equal." : "Only what was expected changed."
            : "Could not tell.");
        output.Flush();
        return versions.UnexpectedCount > 0 ? ExitCode.Different : versions.OnlyExpected ? ExitCode.Equal : ExitCode.Unknown;
    }

    private static void Print(PlatformComparison platform, VersionComparison versions, ImageArchive left, ImageArchive right, TextWriter output)
    {
        output.WriteLine(Printable.Escape(platform.Platform.ToString()));
        output.WriteLine($"  left  {platform.Left?.ToString() ?? "nothing"}");
        output.WriteLine($"  right {platform.Right?.ToString() ?? "nothing"}");
        var table = new Table();
        table.Add("layer", "left", "right", "");
        foreach (var pair in platform.Layers)
        {
            var (expected, unexpected) = versions.Expected.GetValueOrDefault((platform.Platform, pair.Layer));
            string state = pair.NotCompared is not null ? "not compared"
                : pair.DifferenceCount == 0 ? "unchanged"
                : unexpected == 0 ? $"{expected} expected"
                : $"{expected} expected, {unexpected} NOT expected";
            table.Add(pair.Layer.Number.ToString(CultureInfo.InvariantCulture), Name(pair.Layer.Left), Name(pair.Layer.Right), state);
        }

        // Equal images are not opened, so their layers are those of either side.
        if (platform.Layers.Count == 0 && platform.Left is { } digest && platform.Left == platform.Right)
        {
            foreach (var layer in left.Images.Concat(right.Images).First(i => i.Platform == platform.Platform && i.Digest == digest).Layers)
                table.Add((layer.Index + 1).ToString(CultureInfo.InvariantCulture), Name(layer.Blob.Digest), Name(layer.Blob.Digest), "unchanged");
        }

        table.Print(output, "  ");
    }

    private static string Name(Digest? digest) => digest?.Abbreviated ?? "nothing";
}
