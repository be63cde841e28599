using FsCheck;
using FsCheck.Fluent;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Archives;

/// <summary>Valid archives with bytes changed, cut out or doubled at random: whatever happens, it is told as a diagnostic.</summary>
[TestClass]
public sealed class FuzzSpecs
{
    private static readonly byte[] Tar = new TarBuilder().Global(("comment", "x")).Folder("d/").File("d/f", new byte[1500])
        .Add(new TarItem(new string('p', 200)) { Pax = [("mtime", "1.5"), ("SCHILY.xattr.user.a", "b")] })
        .Add(new TarItem(new string('g', 200)) { GnuLong = true })
        .Add(new TarItem("s", [.. new byte[512], 1, 2, 3]) { Pax = [("GNU.sparse.major", "1"), ("GNU.sparse.realsize", "100")], Header = _ => { } })
        .HardLink("h", "d/f").Build();

    private static readonly TestImage Image = new(TestLayer.Plain(Tar), TestLayer.Gzip(Tar), TestLayer.Zstd(Tar));
    private static readonly byte[] Oci = OciArchiveBuilder.Of(Image).Build();
    private static readonly byte[] Docker = OciArchiveBuilder.DockerArchive(Image);

    [TestMethod]
    public void A_changed_oci_archive_gives_a_diagnostic_or_nothing() => Check(300, Oci, Archive);

    [TestMethod]
    public void A_changed_docker_archive_gives_a_diagnostic_or_nothing() => Check(300, Docker, Archive);

    [TestMethod]
    public void A_changed_compressed_archive_gives_a_diagnostic_or_nothing() => Check(100, TestLayer.Gzipped(Oci), Archive);

    [TestMethod]
    public void A_changed_tar_gives_a_diagnostic_or_nothing() => Check(3000, Tar, bytes =>
    {
        using var reader = new TarEntryReader(new MemoryStream(bytes), "it");
        while (reader.Next() is { } entry)
        {
            _ = (entry.Path, entry.LinkTarget, entry.UserName, entry.PaxHeaderName, entry.GetXattrs().Count, entry.Detach().Path);
            if (entry.Size < 10_000) reader.OpenContent().CopyTo(Stream.Null);
        }
    });

    [TestMethod]
    public void A_changed_layer_that_its_digests_vouch_for_gives_a_diagnostic_or_nothing() => Check(300, [.. TestLayer.Gzipped(Tar), .. TestLayer.Gzipped([])], bytes =>
    {
        using var folder = new TestFolder();
        Reading.Everything(Reading.ArchiveOf(folder, bytes, Tar));
    });

    private static void Archive(byte[] bytes)
    {
        using var folder = new TestFolder();
        Reading.Everything(folder.Write("image.tar", bytes));
    }

    private static void Check(int times, byte[] valid, Action<byte[]> read)
    {
        var changes = ArbMap.Default.GeneratorFor<(int At, byte Value, int Kind)[]>().Where(c => c.Length > 0).ToArbitrary();
        var property = Prop.ForAll(changes, change =>
        {
            try
            {
                read(Changed(valid, change));
            }
            catch (ReproException exception)
            {
                return exception.Diagnostic.Code.StartsWith("REPRO6", StringComparison.Ordinal);
            }
            return true;
        });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(times));
    }

    private static byte[] Changed(byte[] valid, (int At, byte Value, int Kind)[] changes)
    {
        List<byte> bytes = [.. valid];
        foreach (var (at, value, kind) in changes)
        {
            // Small generated numbers, spread over the whole, and often set right again where a checksum would end all further reading.
            int place = (int)(((uint)at * 2654435761u) % (uint)bytes.Count);
            switch (Math.Abs(kind % 5))
            {
                case 0: bytes[place] ^= (byte)(value | 1); break;
                case 1: bytes.RemoveRange(place, Math.Min(value + 1, bytes.Count - place - 1)); break;
                case 2: bytes.InsertRange(place, new byte[value]); break;
                default: ChangeHeader(bytes, place, value); break;
            }
        }
        return [.. bytes];
    }

    private static void ChangeHeader(List<byte> bytes, int place, byte value)
    {
        int start = place & ~511;
        if (start + 512 > bytes.Count) return;
        byte[] header = [.. bytes.Skip(start).Take(512)];
        header[place - start] = value;
        TarBuilder.Sign(header);
        for (int i = 0; i < 512; i++) bytes[start + i] = header[i];
    }
}
