using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ReproBuild.Archives;
using ReproBuild.Rewriting;

namespace ReproBuild.Causes.Counterfactuals;

/// <summary>The header of an entry in which the explained fields have their canonical values, and all others what this side has.</summary>
/// <param name="epoch">What every explained time becomes, in whole seconds since 1970.</param>
internal sealed class MendedEntry(long epoch)
{
    /// <summary>Makes the header.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="plan">What is to be mended.</param>
    /// <param name="size">The length of its new content; null where it keeps its own.</param>
    /// <param name="layer">What the layer is, for messages.</param>
    public CanonicalTarEntry Of(TarEntry entry, EntryPlan plan, int? size, string layer)
    {
        var header = LayerHeader.Of(entry, entry.MTime.Seconds, layer);
        if (size is { } length && header.Type == TarEntryType.File) header = header with { Size = length };
        foreach (var (name, canonical) in plan.Mended) header = Mend(header, name, canonical);

        // Whatever the header says besides what is written anew: it differs, and must not get lost.
        return plan.KeepsRest ? header with { Records = [.. header.Records, Rest(entry)] } : header;
    }

    private CanonicalTarEntry Mend(CanonicalTarEntry header, string name, string? canonical) => name switch
    {
        "mtime" or "pax.mtime" => header with { MTime = epoch },
        "mode" => header with { Mode = canonical is null ? 0 : Convert.ToInt32(canonical, 8) & 0xFFF },
        "uid" => header with { Uid = Number(canonical) },
        "gid" => header with { Gid = Number(canonical) },
        "devmajor" => header with { DevMajor = (uint)Number(canonical) },
        "devminor" => header with { DevMinor = (uint)Number(canonical) },
        "name" when canonical is not null => header with { Path = Encoding.UTF8.GetBytes(canonical) },
        _ when Record(name) is { } key => header with { Records = Records(header.Records, key, canonical) },
        _ => header,
    };

    private static string? Record(string name) =>
        name.StartsWith("pax.", StringComparison.Ordinal) ? name[4..] : name.StartsWith("global pax.", StringComparison.Ordinal) ? name[11..] : null;

    private static IReadOnlyList<PaxRecord> Records(IReadOnlyList<PaxRecord> records, string key, string? canonical)
    {
        if (records.All(r => r.Key != key)) return records;
        var others = records.Where(r => r.Key != key);
        return canonical is null ? [.. others] : [.. others, new PaxRecord(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(canonical))];
    }

    private static long Number(string? canonical) => long.TryParse(canonical, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private static PaxRecord Rest(TarEntry entry)
    {
        byte[] hash = SHA256.HashData([.. entry.ExtensionBytes.Span, .. entry.RawHeader.Span, .. entry.Padding.Span]);
        return new PaxRecord("REPROBUILD.unexplained"u8.ToArray(), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash)));
    }
}
