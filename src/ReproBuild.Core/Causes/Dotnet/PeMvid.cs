using System.Reflection.PortableExecutable;

namespace ReproBuild.Causes.Dotnet;

/// <summary>
/// The IDs that a compiler gives to a module and its PDB: a hash of all that went in, or, where the compiler is not deterministic, of chance and
/// of the clock.
/// </summary>
internal sealed class PeMvid : PeCause
{
    private static readonly byte[] NoId = new byte[16];

    public override string Id => "pe-mvid";

    public override string Code => "REPRO5603";

    public override string Title => "IDs of modules and PDBs";

    public override IReadOnlyList<string> DerivedFrom => ["pe-path", "caller-path", "razor-path", "pe-compiler", "commit-stamp", "embedded-timestamp"];

    // IDs follow from everything else: where more than IDs differs, that is the reason, and not they.
    protected override bool MustClose => true;

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Let the compiler derive its IDs from the sources, and compare the PDBs and resources of both builds.", "<Deterministic>true</Deterministic>");

    protected override string Sentence(ContentPair pair, string left, string right)
    {
        bool chance = PeImage.Read(pair.Left) is { } image && image.Debug.All(d => d.Type != DebugDirectoryEntryType.Reproducible);
        return $"{pair.ShownPath} differs in the IDs that the compiler gave to it, and in nothing else: {left} against {right}" + (chance ? " (Deterministic was off)" : "");
    }

    protected override void Clean(PeImage image, List<string> noise, BuildTrace trace)
    {
        int mvid = image.MvidOffset();
        noise.Add($"MVID {new Guid(image.Metadata.AsSpan(mvid, 16))}");
        NoId.CopyTo(image.Metadata, mvid);
        noise.Add($"time stamp {image.Stamp:x8}");
        image.Stamp = 0;
        noise.Add($"checksum {image.CheckSum:x8}");
        image.CheckSum = 0;
        if (image.ClearSignature() is { } signature) noise.Add($"signature {signature}");
        for (int i = 0; i < image.Debug.Count; i++) image.Debug[i] = Clean(image.Debug[i], noise);
    }

    protected override PdbListing? Clean(PdbListing listing, List<string> noise) => listing.Select((name, value) =>
    {
        if (name is not ("id" or "reference id")) return value;
        noise.Add($"PDB {name} {value}");
        return "";
    });

    private static PeDebugEntry Clean(PeDebugEntry entry, List<string> noise)
    {
        noise.Add($"{entry.Type} stamp {entry.Stamp:x8}");
        entry = entry with { Stamp = 0 };
        if (CodeView.Is(entry))
        {
            noise.Add($"PDB GUID and age {CodeView.Id(entry)}");
            return CodeView.WithoutId(entry);
        }

        if (entry.Type is not (DebugDirectoryEntryType.PdbChecksum or DebugDirectoryEntryType.Reproducible)) return entry;

        // A checksum begins with its algorithm's name, ended by a zero; that stays.
        int start = entry.Type == DebugDirectoryEntryType.PdbChecksum ? entry.Data.AsSpan().IndexOf((byte)0) + 1 : 0;
        noise.Add($"{entry.Type} {Convert.ToHexStringLower(entry.Data.AsSpan(start))}");
        byte[] data = [.. entry.Data];
        data.AsSpan(start).Clear();
        return entry with { Data = data };
    }
}
