namespace ReproBuild.Causes.Languages;

/// <summary>The linker's hash over all that it linked, and the checksum of the file that holds the debugging symbols.</summary>
/// <remarks>Both follow from something else. Where that is in the file too, its own cause explains it.</remarks>
internal sealed class ElfBuildId : ContentCause
{
    // Name, lengths and type of the note: "GNU".
    private const int NoteHeader = 16, Checksum = 4;

    public override string Id => "elf-build-id";

    public override string Code => "REPRO5507";

    public override string Title => "Build ids of ELF files";

    public override IReadOnlyList<string> DerivedFrom => ["embedded-timestamp", "embedded-path", "embedded-hostname", "random-id", "go-build-id"];

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (pair.Left.Length != pair.Right.Length) return null;
        if (ElfSection.All(pair.Left.Span) is not { } left || ElfSection.All(pair.Right.Span) is not { } right || !left.SequenceEqual(right)) return null;

        byte[] leftForm = pair.Left.ToArray(), rightForm = pair.Right.ToArray();
        string? sentence = null;
        foreach (var section in left)
        {
            var (start, length) = section.Name switch
            {
                ".note.gnu.build-id" => (section.Offset + NoteHeader, section.Size - NoteHeader),
                ".gnu_debuglink" => (section.Offset + section.Size - Checksum, Checksum),
                _ => (0, 0),
            };
            if (length <= 0 || section.Size <= Checksum) continue;
            var (l, r) = (leftForm.AsMemory(start, length), rightForm.AsMemory(start, length));
            if (l.Span.SequenceEqual(r.Span)) continue;

            sentence ??= $"{pair.ShownPath} has another value in its section {section.Name}: {Hex(l)} against {Hex(r)}";
            l.Span.Clear();
            r.Span.Clear();
        }

        return sentence is null ? null : new CanonicalPair(leftForm, rightForm, sentence);
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Map the build directory away, so that the linker sees the same bytes in every build.",
        "CFLAGS=\"-ffile-prefix-map=$PWD=. -g0\" LDFLAGS=\"-Wl,--build-id=none\"");

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span[..Math.Min(bytes.Length, 8)]) + (bytes.Length > 8 ? "…" : "");
}
