using System.Globalization;
using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Causes.Corpus;

namespace ReproBuild.Core.Tests.Causes.Pairs;

/// <summary>A thousand differences for each cause that look like its own and are not.</summary>
[TestClass]
public sealed class MutationTests
{
    private const int Count = 1000;

    private static readonly string[] Times = ["2026-11-22T17:10:55Z", "2026-11-22T17:10:56Z", "2024-02-29T00:00:00.5+02:00"];

    private static readonly Dictionary<string, Func<Random, Difference>> Strangers = new()
    {
        ["image-created"] = r => r.Next(2) == 0
            ? Config($"$.history[{r.Next(20)}].{Word(r)}", Times[0], Times[1])
            : Config("$.created", Word(r), Word(r) + "x"),
        ["created-label"] = r => Config($"$.config.Labels[\"org.opencontainers.image.{Word(r)}\"]", Times[0], Times[1]),
        ["inline-cache"] = r => Config($"$[\"moby.{Word(r)}.v0\"]", Word(r), Word(r) + "x"),
        ["parent-image"] = r => r.Next(2) == 0
            ? Config($"$.history[{r.Next(20)}].comment", $"FROM {Word(r)}:1", $"FROM {Word(r)}:2")
            : Manifest($"$.annotations[\"org.opencontainers.image.base.{Word(r)}\"]", "sha256:" + new string('1', 64), "sha256:" + new string('2', 64)),
        ["copied-hash"] = r => r.Next(2) == 0
            ? Config($"$.history[{r.Next(20)}].created_by", $"/bin/sh -c #(nop) COPY dir:{new string('1', 64)} in /{Word(r)} ", $"/bin/sh -c #(nop) COPY dir:{new string('2', 64)} in /{Word(r)}x ")
            : Config($"$.history[{r.Next(20)}].{Word(r)}", $"/bin/sh -c #(nop) COPY dir:{new string('1', 64)} in /a ", $"/bin/sh -c #(nop) COPY dir:{new string('2', 64)} in /a "),
        ["builder-marks"] = r => r.Next(3) switch
        {
            0 => Config($"$.history[{r.Next(20)}].created_by", $"RUN /bin/sh -c {Word(r)} # buildkit", $"/bin/sh -c {Word(r)}x"),
            1 => Config($"$.history[{r.Next(20)}].comment", "buildkit.dockerfile.v0", Word(r)),
            _ => Manifest("$.annotations", null, $"{{\"org.opencontainers.image.base.{Word(r)}\":\"x\"}}"),
        },
        ["media-type"] = r => Manifest("$.layers[0].mediaType", "application/vnd.oci.image.layer.v1.tar+gzip", "application/vnd.oci.image.layer.v1." + Word(r)),
        ["compression"] = r => r.Next(2) == 0
            ? Manifest("$.layers[0].mediaType", "application/vnd.oci.image.layer.v1.tar", "application/vnd." + Word(r) + ".tar+gzip")
            : Field("gzip " + Word(r), "0x00", "0x01") with { Kind = DifferenceKind.Compression },
        ["attestation"] = r => Field($"manifests[0].annotations.vnd.{Word(r)}.reference.type", "a", "b") with { Kind = DifferenceKind.IndexField },
        ["outer-archive"] = r => Field($"archive {Word(r)}", "a", "b") with { Kind = DifferenceKind.IndexField },
        ["layer-count"] = r => r.Next(2) == 0
            ? Field(Word(r), "a", "b") with { Kind = Any(r, DifferenceKind.LayerMissing) }
            : Config($"$.history[{r.Next(20)}].empty_layer", "true", Word(r)),
        ["file-mtime"] = r => Field("pax." + Word(r), "1", "2"),
        ["pax-pid"] = r => Field("pax header name", $"./PaxHeaders.{r.Next(9999)}/{Word(r)}", $"./PaxHeaders.{r.Next(9999)}/{Word(r)}x"),
        ["pax-times"] = r => Field("pax." + Word(r) + "time", "1.5", "2.5"),
        ["pax-order"] = r => Field("pax.order", $"{Word(r)}, b, c", $"b, c, {Word(r)}1"),
        ["host-xattr"] = r => Field("pax.SCHILY.xattr." + (r.Next(2) == 0 ? "user." : "security.") + Word(r), r.Next(2) == 0 ? null : "1", "2"),
        ["umask"] = Modes,
        ["tar-format"] = r => r.Next(2) == 0 ? Modes(r) : Field("name", "etc/" + Word(r), "etc/" + Word(r) + "x"),
        ["ownership"] = r => Field("dev" + Word(r), "0", "1000"),
        ["tar-padding"] = r => Field("padding of " + Word(r), "0", "1"),
        ["entry-order"] = r => Field("place", "1", "2") with { Kind = Any(r, DifferenceKind.EntryOrder) },
        ["duplicate-entry"] = r => Field("once more", "file", null) with { Path = Word(r), Kind = Any(r, DifferenceKind.DuplicateEntry) },
        ["hardlink"] = r => Field("type", Word(r), "file") with { Kind = DifferenceKind.EntryType, Path = Word(r) },
        ["opaque-whiteout"] = r => Field("entry", "file", null) with { Kind = DifferenceKind.EntryMissing, Path = r.Next(2) == 0 ? $"d/wh.{Word(r)}.opq" : $"d/.wh..wh..opq/{Word(r)}" },
        ["sdk-version"] = r => Config($"$.config.Labels[\"net.dot.{Word(r)}\"]", "10.0.100", "10.0.401"),
        ["wasm-fingerprint"] = r => Field("entry", "file", null) with { Kind = DifferenceKind.EntryMissing, Path = $"app/wwwroot/_framework/{Word(r)}.wasm" },
        ["implicit-directory"] = r => Field("entry", $"file, {r.Next(1000)} bytes", null) with { Kind = DifferenceKind.EntryMissing, Path = "proc" },
    };

    [TestMethod]
    public void No_cause_claims_what_only_looks_like_its_own()
    {
        var wrong = new List<string>();
        foreach (var (id, make) in Strangers)
        {
            var cause = CauseCatalogue.Default.Differences.Single(c => c.Id == id);
            var random = new Random(7);
            for (int i = 0; i < Count; i++)
            {
                var difference = make(random);
                if (cause.Match(difference, CauseContext.Unknown).Certainty != Certainty.Unexplained) wrong.Add($"{id}: {difference.Kind} {difference.Path} {string.Join(' ', difference.Fields)}");
            }
        }

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [TestMethod]
    public void No_cause_claims_a_path_that_is_one_letter_or_one_folder_beside_its_own()
    {
        var wrong = new List<string>();
        foreach (var cause in CauseCatalogue.Default.Differences.OfType<PathCause>().Where(DifferencePair.IsOurs))
        {
            string[] own = PathPairs.Paths[cause.Id].Own;
            var random = new Random(7);
            for (int i = 0; i < Count; i++)
            {
                string path = own[random.Next(own.Length)];
                int at = random.Next(4);
                string beside = random.Next(2) == 0 ? $"{Word(random)}/{path}" : $"{path[..at]}{random.Next(10)}{path[(at + 1)..]}";
                if (!cause.IsHere(path)) wrong.Add($"{cause.Id} does not know {path}");
                if (cause.IsHere(beside)) wrong.Add($"{cause.Id} claims {beside}");
            }
        }

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [TestMethod]
    [DataRow("machine-id/drawn")]
    [DataRow("shadow-date/useradd")]
    [DataRow("apk-scripts/scripts")]
    [DataRow("apk-scripts/world")]
    [DataRow("apk-scripts/installed")]
    [DataRow("rpm-database/installed-twice")]
    [DataRow("input-drift/dpkg")]
    public void No_cause_claims_its_own_content_at_a_path_beside_its_own(string name)
    {
        var pair = CorpusPair.All.Single(p => p.Name == name);
        var random = new Random(7);
        for (int i = 0; i < Count; i++)
        {
            int at = random.Next(pair.Path.Length);
            string beside = random.Next(3) switch
            {
                0 => $"{Word(random)}/{pair.Path}",
                1 => pair.Path + random.Next(10),
                _ => $"{pair.Path[..at]}{random.Next(10)}{pair.Path[(at + 1)..]}",
            };
            var content = new ContentPair(beside, pair.Left, pair.Right, CauseContext.Unknown);
            foreach (var cause in CauseCatalogue.Default.Contents.Where(c => pair.Expect.Contains(c.Id)))
                Assert.IsNull(cause.Match(content), $"{cause.Id} claims {beside}");
        }
    }

    [TestMethod]
    public void Every_cause_that_shows_in_a_difference_has_its_strangers()
    {
        string[] without = [.. CauseCatalogue.Default.Differences.Where(c => c is not PathCause && DifferencePair.IsOurs(c)).Select(c => c.Id).Except(Strangers.Keys)];

        Assert.IsEmpty(without, string.Join(' ', without));
    }

    [TestMethod]
    public void A_canonical_value_of_a_canonical_value_is_itself()
    {
        var random = new Random(7);
        string[] names = ["mode", "name", "mtime", "pax header name", "pax.order", "$.mediaType", "$.layers[0].mediaType", "$.config.Labels", "header.mode"];
        string?[] values = ["0644", "0100755", "04711", "./a/b/", "./PaxHeaders.7/x", "b, a, c", "application/vnd.docker.image.rootfs.diff.tar.gzip", "{\"b\":\"1\",\"a\":\"2\"}", null];
        foreach (var cause in CauseCatalogue.Default.Differences.OfType<FieldCause>())
        {
            for (int i = 0; i < Count; i++)
            {
                string name = names[random.Next(names.Length)];
                string? value = random.Next(3) == 0 ? "0" + Convert.ToString(random.Next(4096), 8) : values[random.Next(values.Length)];
                if (!cause.TryCanonicalize(name, value, out string? once) || !cause.TryCanonicalize(name, once, out string? twice)) continue;

                Assert.AreEqual(once, twice, $"{cause.Id}: {name} {value}");
            }
        }
    }

    // A bit of the owner, setuid, setgid or sticky differs, whatever else does.
    private static Difference Modes(Random r)
    {
        int left = r.Next(4096), flip = 0;
        while ((flip & ~63) == 0) flip = r.Next(4096);
        return Field("mode", "0" + Convert.ToString(left, 8), "0" + Convert.ToString(left ^ flip, 8));
    }

    private static Difference Config(string name, string? left, string? right) => Field(name, left, right) with { Kind = DifferenceKind.ConfigField };

    private static Difference Manifest(string name, string? left, string? right) => Field(name, left, right) with { Kind = DifferenceKind.ManifestField };

    private static Difference Field(string name, string? left, string? right) => new(DifferenceKind.Metadata) { Path = "etc/x", Fields = [new FieldDifference(name, left, right)] };

    private static DifferenceKind Any(Random r, DifferenceKind but)
    {
        var all = Enum.GetValues<DifferenceKind>().Where(k => k != but).ToArray();
        return all[r.Next(all.Length)];
    }

    // Words that no list of ours knows: each has a digit in it.
    private static string Word(Random r) => string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + r.Next(26))}{(char)('a' + r.Next(26))}{r.Next(10)}{(char)('a' + r.Next(26))}");
}
