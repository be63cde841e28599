using System.Buffers.Binary;
using System.Text;
using ReproBuild.Causes;
using ReproBuild.Core.Tests.Causes.Corpus;

namespace ReproBuild.Core.Tests.Causes;

/// <summary>Contents that look as if a cause explained them, and work otherwise.</summary>
[TestClass]
public sealed class NoFalseProofOfContentsTests
{
    [TestMethod]
    [DataRow("app/run", "rm -rf data\ncp seed data\n", "cp seed data\nrm -rf data\n", DisplayName = "a script that does not say it is one")]
    [DataRow("app/run", "migrate\nserve\n", "serve\nmigrate\n", DisplayName = "one command a line")]
    [DataRow("app/app.conf", "ip=3232235777", "ip=3232235778", DisplayName = "addresses as numbers")]
    [DataRow("app/app.conf", "plugins=/usr/src/app/stable/plugins/index.json", "plugins=/usr/src/app/beta/plugins/index.json", DisplayName = "a folder that programs run in")]
    [DataRow("app/app.conf", "main=/usr/src/app/stable/lib/index.js", "main=/usr/src/app/beta/lib/index.js", DisplayName = "another program")]
    [DataRow("app/app.conf", "main=/home/app/stable/lib/main.py", "main=/home/app/beta/lib/main.py", DisplayName = "another program of a user")]
    [DataRow("app/lock.txt", "tool@4f5e6d7c8b9a", "tool@0a1b2c3d4e5f", DisplayName = "another revision of a tool")]
    public void What_works_otherwise_is_not_proven(string path, string left, string right)
    {
        var explanation = Explained.Contents(path, Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

        Assert.AreNotEqual(Certainty.Proven, explanation.Certainty, explanation.Names());
    }

    [TestMethod]
    public void Rows_on_a_page_that_only_is_called_free_are_rows()
    {
        const int page = 512, trunk = 4, rows = 2;
        byte[] left = [.. CorpusPair.All.Single(p => p.Name == "sqlite/free-pages").Left];
        BinaryPrimitives.WriteInt32BigEndian(left.AsSpan((trunk - 1) * page + 8), rows);
        byte[] right = [.. left];
        right[rows * page - 1] ^= 1;

        Assert.AreNotEqual(Certainty.Proven, Explained.Contents("app/a.db", left, right).Certainty);
    }

    [TestMethod]
    public void A_time_of_day_beside_a_date_that_is_not_of_the_build_is_a_setting()
    {
        var start = new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);
        var build = new BuildTrace(start, start.AddMinutes(2), [], []);
        var context = new CauseContext { Left = build, Right = build };

        var setting = Explained.Contents("a", "since 2026-01-01: restart at 04:30:00"u8.ToArray(), "since 2026-01-01: restart at 05:30:00"u8.ToArray(), context);
        var macros = Explained.Contents("a", "\0Nov 22 2026\017:00:55\0"u8.ToArray(), "\0Nov 22 2026\017:00:56\0"u8.ToArray(), context);

        Assert.AreNotEqual(Certainty.Proven, setting.Certainty);
        Assert.AreEqual(Certainty.Proven, macros.Certainty);
    }

    [TestMethod]
    [DataRow(".note.gnu.build-id")]
    [DataRow(".gnu_debuglink")]
    [DataRow(".note.go.buildid")]
    public void Code_in_a_section_that_bears_the_name_of_a_build_id_is_code(string section)
    {
        byte[] left = Elf(section, Enumerable.Range(0, 96).Select(i => (byte)i).ToArray()), right = Elf(section, Enumerable.Range(0, 96).Select(i => (byte)(i < 92 ? i ^ 1 : i)).ToArray());
        byte[] tail = Elf(section, Enumerable.Range(0, 96).Select(i => (byte)(i < 92 ? i : i ^ 1)).ToArray());

        Assert.AreNotEqual(Certainty.Proven, Explained.Contents("app/run", left, right).Certainty);
        Assert.AreNotEqual(Certainty.Proven, Explained.Contents("app/run", left, tail).Certainty);
    }

    // A header, the section's bytes, the names, and a table of three sections: none, ours, the names.
    private static byte[] Elf(string section, byte[] content)
    {
        byte[] names = Encoding.ASCII.GetBytes($"\0{section}\0.shstrtab\0");
        int at = 64 + content.Length, table = at + names.Length;
        byte[] elf = new byte[table + 3 * 64];
        ((byte[])[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(elf, 0);
        BinaryPrimitives.WriteInt64LittleEndian(elf.AsSpan(0x28), table);
        ((short[])[64, 3, 2]).Index().ToList().ForEach(n => BinaryPrimitives.WriteInt16LittleEndian(elf.AsSpan(0x3a + 2 * n.Index), n.Item));
        content.CopyTo(elf, 64);
        names.CopyTo(elf, at);
        Section(1, 1, 64, content.Length);
        Section(2, 2 + section.Length, at, names.Length);
        return elf;

        void Section(int number, int name, int start, int length)
        {
            var header = elf.AsSpan(table + 64 * number);
            BinaryPrimitives.WriteInt32LittleEndian(header, name);
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], 1);
            BinaryPrimitives.WriteInt64LittleEndian(header[0x18..], start);
            BinaryPrimitives.WriteInt64LittleEndian(header[0x20..], length);
        }
    }
}
