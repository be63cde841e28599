namespace ReproBuild.Causes.Languages;

/// <summary>The linker's hash over all that it linked, and the checksum of the file that holds the debugging symbols.</summary>
/// <remarks>Both follow from something else. Where that is in the file too, its own cause explains it.</remarks>
internal sealed class ElfBuildId : ContentCause
{
    private const int Checksum = 4, Type = 3, LongestId = 64;

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
        foreach (var section in left.Where(s => left.Count(other => other.Name == s.Name) == 1))
        {
            var place = Place(pair.Left.Span, section);
            var (start, length) = place;
            if (length == 0 || place != Place(pair.Right.Span, section)) continue;
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

    // The name of the file with the symbols, filled up with zeros to four bytes, and its checksum.
    private static (int Start, int Length) Place(ReadOnlySpan<byte> elf, ElfSection section)
    {
        if (section.Name == ".note.gnu.build-id") return section.Note(elf, "GNU\0"u8, Type, LongestId);
        if (section.Name != ".gnu_debuglink" || section.Size <= Checksum) return default;
        int names = section.Size - Checksum, end = elf.Slice(section.Offset, names).IndexOf((byte)0);
        bool isLink = end > 0 && end + 4 >= names && !elf.Slice(section.Offset, end).ContainsAnyInRange((byte)0, (byte)31) && !elf.Slice(section.Offset + end, names - end).ContainsAnyExcept((byte)0);
        return isLink ? (section.Offset + names, Checksum) : default;
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span[..Math.Min(bytes.Length, 8)]) + (bytes.Length > 8 ? "…" : "");
}
