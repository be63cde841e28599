using ReproBuild.Comparing;
using ReproBuild.Images;

namespace ReproBuild.Tool;

/// <summary>Prints differences as they are found, under their layers, and the verdict at the end.</summary>
/// <param name="output">Where to print; flushed at the end.</param>
/// <param name="max">The most differences to print; 0 for all.</param>
internal sealed class DifferencePrinter(TextWriter output, int max)
{
    private static readonly ComparisonWords Words = new();
    private (Platform?, int) _place = (null, -1);
    private long _count;

    /// <summary>Prints a difference, unless there were enough.</summary>
    public void Add(Difference difference)
    {
        if (++_count > max && max > 0) return;

        var place = (difference.Platform, difference.Layer?.Number ?? 0);
        if (place != _place) PrintPlace(difference);
        _place = place;
        output.WriteLine($"  {difference.Code} {DifferenceText.Line(difference, Words)}");
    }

    /// <summary>Prints what came of it.</summary>
    public void Conclude(Comparison comparison)
    {
        if (max > 0 && _count > max) output.WriteLine($"  … and {_count - max} more; --max 0 prints all.");
        foreach (var platform in comparison.Platforms) PrintPlatform(platform);
        foreach (string remark in comparison.Remarks) output.WriteLine(Printable.Escape(remark, int.MaxValue));
        output.WriteLine(comparison.Verdict switch
        {
            Verdict.Reproducible => "Equal.",
            Verdict.Divergent => $"Different: {comparison.DifferenceCount} {(comparison.DifferenceCount == 1 ? "difference" : "differences")}.",
            _ => "Could not tell.",
        });
        output.Flush();
    }

    private void PrintPlace(Difference difference)
    {
        string platform = difference.Platform is { } p ? Printable.Escape(p.ToString()) : "index";
        if (difference.Layer is not { } layer)
        {
            output.WriteLine(platform);
            return;
        }

        string blame = difference.Blame switch
        {
            null => "",
            { File: { } file } b => $", made by {Printable.Escape(file)}({b.Line},{b.Column}): {Printable.Escape(b.Instruction)}",
            { } b => $", made by {Printable.Escape(b.Instruction)}",
        };
        output.WriteLine($"{platform}, layer {layer.Number} of {layer.Count}: {Name(layer.Left)} against {Name(layer.Right)}{blame}");
    }

    private void PrintPlatform(PlatformComparison platform)
    {
        string id = platform.ByImageId ? " (image ID)" : "";
        output.WriteLine($"{Printable.Escape(platform.Platform.ToString())}: {Word(platform.Verdict)}");
        output.WriteLine($"  left  {Name(platform.Left)}{id}");
        output.WriteLine($"  right {Name(platform.Right)}{id}");
    }

    private static string Name(Digest? digest) => digest?.ToString() ?? "nothing";

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Reproducible => "equal",
        Verdict.Divergent => "different",
        _ => "could not tell",
    };
}
