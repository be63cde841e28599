using System.Formats.Tar;
using System.Text;
using CliWrap;
using ReproBuild.Core.Tests.Infra;
using TarEntryType = ReproBuild.Archives.TarEntryType;

namespace ReproBuild.Core.Tests.Archives;

/// <summary>What GNU tar, gzip and .NET's own tar writer make is read as what went in.</summary>
[TestClass]
public sealed class RealToolSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("v7")]
    [DataRow("ustar")]
    [DataRow("oldgnu")]
    [DataRow("gnu")]
    [DataRow("posix")]
    public async Task Every_format_of_gnu_tar_is_read(string format)
    {
        bool longNames = format is "oldgnu" or "gnu" or "posix";
        string name = longNames ? new string('n', 180) : "name";
        _folder.Write($"in/dir/{name}", "hello");
        await Cli.Wrap("ln").WithArguments([_folder[$"in/dir/{name}"], _folder["in/hard"]]).ExecuteAsync();
        File.CreateSymbolicLink(_folder["in/soft"], longNames ? new string('t', 150) : "target");

        byte[] tar = await Tar("--format=" + format, "--sort=name", "--owner=me:1000", "--group=us:2000", "--mtime=@1234567890");
        var entries = Reading.Each(tar, (reader, e) => (Entry: e.Detach(), Content: Encoding.UTF8.GetString(Reading.Content(reader))));

        CollectionAssert.AreEqual(new[] { "./", "./dir/", "./dir/" + name, "./hard", "./soft" }, entries.Select(e => e.Entry.Path).ToArray());
        Assert.AreEqual(("hello", 5L), (entries[2].Content, entries[2].Entry.Size));
        Assert.AreEqual((TarEntryType.HardLink, "./dir/" + name, 0L), (entries[3].Entry.Type, entries[3].Entry.LinkTarget, entries[3].Entry.StoredSize));
        Assert.AreEqual((TarEntryType.SymbolicLink, longNames ? new string('t', 150) : "target"), (entries[4].Entry.Type, entries[4].Entry.LinkTarget));
        foreach (var (entry, _) in entries)
        {
            Assert.AreEqual((1000L, 2000L, 1234567890L), (entry.Uid, entry.Gid, entry.MTime.Seconds));
            Assert.AreEqual(format == "v7" ? "" : "me", entry.UserName);
        }
    }

    [TestMethod]
    [DataRow("--format=gnu")]
    [DataRow("--format=posix --sparse-version=0.0")]
    [DataRow("--format=posix --sparse-version=0.1")]
    [DataRow("--format=posix --sparse-version=1.0")]
    public async Task Sparse_files_of_gnu_tar_are_read_as_what_they_were(string options)
    {
        string path = _folder.Write("in/sparse", "");
        using (var file = File.OpenWrite(path))
        {
            // More pieces than a header holds, and a hole at the end.
            for (int i = 0; i < 40; i++)
            {
                file.Position = 100_000 * (i + 1);
                file.Write(Encoding.ASCII.GetBytes($"piece {i}"));
            }
            file.SetLength(6_000_000);
        }

        byte[] tar = await Tar([.. options.Split(' '), "--sparse", "--hole-detection=raw"]);
        byte[]? whole = null;
        var sparse = Reading.Each(tar, (reader, entry) =>
        {
            if (entry.Type != TarEntryType.SparseFile) return null;
            using var copy = new MemoryStream();
            reader.OpenContent().CopyTo(copy);
            whole = copy.ToArray();
            return entry.Detach();
        }).Single(e => e is not null)!;

        Assert.AreEqual(("./sparse", 6_000_000L), (sparse.Path, sparse.Size));
        Assert.IsLessThan(1_000_000, sparse.StoredSize);
        CollectionAssert.AreEqual(await File.ReadAllBytesAsync(path), whole);
    }

    [TestMethod]
    public async Task Global_records_of_gnu_tar_are_read()
    {
        _folder.Write("in/f", "x");

        byte[] tar = await Tar("--format=posix", "--pax-option=comment=hello,globexthdr.name=global");
        var entry = Reading.Each(tar, (_, e) => e.Detach())[^1];

        Assert.AreEqual("hello", entry.GlobalRecords.Single(r => r.Is("comment"u8)).Text);
    }

    [TestMethod]
    [DataRow("-1")]
    [DataRow("-9")]
    public async Task Layers_of_gzip_are_read_also_when_they_are_joined_and_named(string level)
    {
        byte[] tar = new TarBuilder().File("a", new byte[200_000]).Build();
        await Cli.Wrap("gzip").WithArguments([level, "-k", _folder.Write("layer", tar)]).ExecuteAsync();
        byte[] named = await File.ReadAllBytesAsync(_folder["layer.gz"]);

        Reading.Everything(Reading.ArchiveOf(_folder, named, tar));
        Reading.Everything(Reading.ArchiveOf(_folder, [.. named, .. TestLayer.Gzipped([])], tar));
    }

    [TestMethod]
    [DataRow(TarEntryFormat.V7)]
    [DataRow(TarEntryFormat.Ustar)]
    [DataRow(TarEntryFormat.Gnu)]
    [DataRow(TarEntryFormat.Pax)]
    public void What_dotnets_own_writer_writes_is_read(TarEntryFormat format)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            System.Formats.Tar.TarEntry file = format switch
            {
                TarEntryFormat.V7 => new V7TarEntry(System.Formats.Tar.TarEntryType.V7RegularFile, "app/file"),
                TarEntryFormat.Ustar => new UstarTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "app/file"),
                TarEntryFormat.Gnu => new GnuTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "app/" + new string('f', 150)),
                _ => new PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "app/" + new string('f', 150)),
            };
            (file.Uid, file.Gid, file.ModificationTime, file.DataStream) = (1654, 99, DateTimeOffset.FromUnixTimeSeconds(77), new MemoryStream(new byte[1000]));
            writer.WriteEntry(file);
        }

        var entry = Reading.Single(bytes.ToArray());

        Assert.StartsWith("app/f", entry.Path);
        Assert.AreEqual((1654L, 99L, 77L, 1000L), (entry.Uid, entry.Gid, entry.MTime.Seconds, entry.Size));
        Assert.AreEqual(format == TarEntryFormat.Pax, entry.PaxRecords.Count > 0);
    }

    private async Task<byte[]> Tar(params string[] options)
    {
        using var output = new MemoryStream();
        await Cli.Wrap("tar").WithArguments([.. options, "-C", _folder["in"], "-cf", "-", "."])
            .WithStandardOutputPipe(PipeTarget.ToStream(output)).ExecuteAsync();
        return output.ToArray();
    }
}
