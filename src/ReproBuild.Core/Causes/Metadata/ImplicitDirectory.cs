using ReproBuild.Archives;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>One side has an entry for a folder that is there anyway: a place to mount the kernel's file systems, or a folder of files in the same layer.</summary>
internal sealed class ImplicitDirectory : DifferenceCause, IProvenByLayer
{
    public override string Id => "implicit-directory";

    public override string Code => "REPRO5319";

    public override string Title => "Entries of folders";

    public override FieldMatch Match(Difference difference, CauseContext context)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference is { Kind: DifferenceKind.EntryMissing, Path: not null } && (difference.Fields[0].Left ?? difference.Fields[0].Right) == "directory"
            ? FieldMatch.Suspicion : FieldMatch.None;
    }

    public IEnumerable<string> Wants(Difference difference) => [ImagePath.Clean(difference.Path!)];

    public Certainty Judge(Difference difference, LayerFacts left, LayerFacts right)
    {
        string path = ImagePath.Clean(difference.Path!);
        if (IsMountPoint(path)) return Certainty.Proven;

        bool onTheLeft = difference.Fields[0].Left is not null;
        var (with, without) = onTheLeft ? (left, right) : (right, left);

        // Whoever unpacks files makes their folders, with these rights; a folder with others, or with nothing in it, is there on purpose. One that an
        // earlier layer has keeps the rights that it has there.
        return IsOrdinary(with.At(path)) && without.HasBelow(path) && (without.Before(path) is not { } earlier || IsOrdinary(earlier)) ? Certainty.Proven : Certainty.Unexplained;
    }

    public override string Describe(Difference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        string side = difference.Fields[0].Left is null ? "right" : "left";
        return $"The folder {DifferenceText.PathOf(difference)} has an entry of its own in the {side} image alone, and is there in both";
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Make the folder in an instruction of its own, before anything is copied into it; builders differ in which parents they write.",
context.Path is { } path && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_') ? $"RUN mkdir -p {path}" : null);

    private static bool IsOrdinary(EntryFact? entry) => entry is { Type: TarEntryType.Directory, Mode: 0b111_101_101, Uid: 0, Gid: 0, Attributes: "" };

    private static bool IsMountPoint(string path) => path is "" or "proc" or "sys" or "dev" or "dev/pts" or "dev/shm" or "dev/mqueue";
}
