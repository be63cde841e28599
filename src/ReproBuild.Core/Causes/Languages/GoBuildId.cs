using System.Text.RegularExpressions;
using ReproBuild.Causes.Texts;

namespace ReproBuild.Causes.Languages;

/// <summary>Go's linker writes hashes of what it linked, and the commit that it was linked from.</summary>
/// <remarks>Only what has one length on both sides is masked: anything else would have moved the rest.</remarks>
internal sealed partial class GoBuildId : ContentCause
{
    private const int NoteType = 4, LongestId = 200;

    public override string Id => "go-build-id";

    public override string Code => "REPRO5506";

    public override string Title => "Go's build id and stamp of the commit";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (pair.Left.Length != pair.Right.Length) return null;
        if (ElfSection.All(pair.Left.Span) is not { } left || ElfSection.All(pair.Right.Span) is not { } right || !left.SequenceEqual(right)) return null;
        if (!left.Any(s => s.Name is ".note.go.buildid" or ".go.buildinfo")) return null;

        var (leftForm, leftValues) = Masked(pair.Left, left);
        var (rightForm, rightValues) = Masked(pair.Right, right);
        if (leftValues.Count != rightValues.Count) return null;
        var first = leftValues.Zip(rightValues).FirstOrDefault(v => v.First != v.Second);
        return first.First is null ? null : new CanonicalPair(leftForm, rightForm, $"{pair.ShownPath} holds {Quote.Pair(first.First, first.Second)}, which Go's linker wrote");
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Build without the path, the commit and the id.", "go build -trimpath -buildvcs=false -ldflags=-buildid= ");

    private static (byte[] Form, List<string> Values) Masked(ReadOnlyMemory<byte> content, IReadOnlyList<ElfSection> sections)
    {
        byte[] form = content.ToArray();
        var values = new List<string>();
        var (at, length) = sections.SingleOrDefault(s => s.Name == ".note.go.buildid")?.Note(form, "Go\0\0"u8, NoteType, LongestId) ?? default;
        if (length > 0)
        {
            values.Add(System.Text.Encoding.Latin1.GetString(form, at, length));
            form.AsSpan(at, length).Fill((byte)'0');
        }

        foreach (var (start, match) in TextScan.Find(content, Stamp()))
        {
            var value = match.Groups["v"];
            values.Add(match.Groups["what"].Value + value.Value);
            form.AsSpan(start + value.Index - match.Index, value.Length).Fill((byte)'0');
        }

        return (form, values);
    }

    // The id stands once more at the beginning of the code, the stamp in what debug.ReadBuildInfo reads.
    [GeneratedRegex("(?<what>Go build ID: )\"(?<v>[0-9A-Za-z_/-]{1,200})\"\n|\tvcs(?<what>\\.revision=)(?<v>[0-9a-f]{40})\n|\tvcs(?<what>\\.time=)(?<v>[0-9TZ:-]{20})\n")]
    private static partial Regex Stamp();
}
