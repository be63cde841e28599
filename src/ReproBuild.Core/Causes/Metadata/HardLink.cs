using ReproBuild.Archives;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>One side has a hard link where the other has a file of the same content, or a link to another name of it.</summary>
internal sealed class HardLink : DifferenceCause, IProvenByLayer
{
    public override string Id => "hardlink";

    public override string Code => "REPRO5316";

    public override string Title => "Hard links";

    public override FieldMatch Match(Difference difference, CauseContext context)
    {
        ArgumentNullException.ThrowIfNull(difference);
        if (difference.Kind != DifferenceKind.EntryType || difference.Path is null) return FieldMatch.None;
        return difference.Fields.All(f => f is { Name: "link target" } or { Name: "type", Left: "hard link" or "file", Right: "hard link" or "file" })
            ? FieldMatch.Suspicion : FieldMatch.None;
    }

    public IEnumerable<string> Wants(Difference difference) =>
        difference.Fields.Where(f => f.Name == "link target").SelectMany(f => new[] { f.Left, f.Right }).Append(difference.Path)
            .Where(p => !string.IsNullOrEmpty(p)).Select(p => ImagePath.Clean(p!));

    public Certainty Judge(Difference difference, LayerFacts left, LayerFacts right)
    {
        string path = ImagePath.Clean(difference.Path!);

        // Symbolic links have targets too, and another target of theirs is another thing.
        if (left.At(path)?.Type is TarEntryType.SymbolicLink || right.At(path)?.Type is TarEntryType.SymbolicLink) return Certainty.Unexplained;
        if (left.FileAt(path) is not { } l || right.FileAt(path) is not { } r) return Certainty.Suspected;

        // A hard link has no rights of its own: those of its file hold for all its names.
        return (l with { Link = "" }) == (r with { Link = "" }) ? Certainty.Proven : Certainty.Unexplained;
    }

    public override string Describe(Difference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var fields = difference.Fields.Select(f => $"{f.Name} \"{Printable.Escape(f.Left ?? "", 120)}\" against \"{Printable.Escape(f.Right ?? "", 120)}\"");
        return $"{DifferenceText.PathOf(difference)} holds the same, as a file of its own or as a hard link: {string.Join(", ", fields)}";
    }

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Build both with one version of one builder; builders differ in which name of a file comes first. Or write no hard links (cp, not ln).");
}
