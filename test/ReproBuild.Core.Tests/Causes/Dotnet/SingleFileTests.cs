using System.Text;
using ReproBuild.Causes;
using ReproBuild.Causes.Diffs;
using ReproBuild.Comparing;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

[TestClass]
public sealed class SingleFileTests
{
    [TestMethod]
    public void Another_id_of_a_bundle_is_explained()
    {
        var explanation = Explained.Contents("app/App", Bundle("aaaaaaaaaaaa", "one", "two"), Bundle("bbbbbbbbbbbb", "one", "two"));

        Assert.AreEqual(Certainty.Proven, explanation.Certainty);
        Assert.AreEqual("single-file", explanation.Names());
        Assert.Contains("aaaaaaaaaaaa", explanation.Claims[0].Sentence!);
    }

    [TestMethod]
    public void An_assembly_in_a_bundle_is_explained_by_its_own_cause()
    {
        var pair = Mutations.Pair("pe-path/longer-dll");
        string left = Encoding.Latin1.GetString(pair.Left), right = Encoding.Latin1.GetString(pair.Right);

        var explanation = Explained.Contents("app/App", Bundle("aaaaaaaaaaaa", left, "two"), Bundle("bbbbbbbbbbbb", right, "two"));

        Assert.AreEqual(Certainty.Proven, explanation.Certainty);
        Assert.AreEqual("pe-path pe-mvid single-file", explanation.Names());
    }

    [TestMethod]
    public void Another_file_in_a_bundle_is_not()
    {
        var explanation = Explained.Contents("app/App", Bundle("aaaaaaaaaaaa", "one", "two"), Bundle("bbbbbbbbbbbb", "one", "owt"));

        Assert.AreNotEqual(Certainty.Proven, explanation.Certainty);
    }

    [TestMethod]
    public void A_flipped_bit_of_a_bundle_is_noise_only_in_its_id()
    {
        byte[] content = Bundle("aaaaaaaaaaaa", new string('x', 300), "two");
        int id = Encoding.Latin1.GetString(content).IndexOf("aaaaaaaaaaaa", StringComparison.Ordinal);

        var wrong = Mutations.Of("app/App", content, (_, at) => at >= id && at < id + 12);

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [TestMethod]
    public void Files_of_a_bundle_are_shown_one_by_one()
    {
        var pair = new ContentPair("app/App", Bundle("aaaaaaaaaaaa", "one", "{\"a\":1}"), Bundle("bbbbbbbbbbbb", "one", "{\"a\":2}"), CauseContext.Unknown);

        var diff = (MembersDiff)ContentDiffer.Diff(pair, CauseCatalogue.Default.Containers, CancellationToken.None);

        Assert.HasCount(2, diff.Members);
        Assert.AreEqual(new FieldDifference("bundle id", "aaaaaaaaaaaa", "bbbbbbbbbbbb"), diff.Members[0].Fields.Single());
        Assert.AreEqual("App.runtimeconfig.json", diff.Members[1].Name);
        Assert.AreEqual(new FieldDifference("$.a", "1", "2"), ((TableDiff)diff.Members[1].Content!).Rows.Single());
    }

    // A host that is no program, and two files: as the SDK puts them behind one another, in format 6.
    private static byte[] Bundle(string id, string assembly, string configuration)
    {
        byte[] signature = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.Latin1);
        writer.Write("\u007fELF"u8);
        writer.Write(new byte[60]);
        writer.Write(0L);
        writer.Write(signature);
        writer.Write("the rest of the host"u8);
        while (stream.Position % 16 != 0) writer.Write((byte)0);
        long first = stream.Position;
        writer.Write(Encoding.Latin1.GetBytes(assembly));
        while (stream.Position % 16 != 0) writer.Write((byte)0);
        long second = stream.Position;
        writer.Write(Encoding.Latin1.GetBytes(configuration));
        long list = stream.Position;
        writer.Write(6);
        writer.Write(0);
        writer.Write(2);
        writer.Write(id);
        writer.Write(0L);
        writer.Write(0L);
        writer.Write(second);
        writer.Write((long)configuration.Length);
        writer.Write(0L);
        foreach (var (offset, length, type, name) in new[] { (first, assembly.Length, (byte)1, "App.dll"), (second, configuration.Length, (byte)4, "App.runtimeconfig.json") })
        {
            writer.Write(offset);
            writer.Write((long)length);
            writer.Write(0L);
            writer.Write(type);
            writer.Write(name);
        }

        writer.Flush();
        byte[] bytes = stream.ToArray();
        BitConverter.GetBytes(list).CopyTo(bytes, 64);
        return bytes;
    }
}
