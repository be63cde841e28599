using System.Text;
using ReproBuild.Causes;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

/// <summary>Single-file applications with the runtime in them, which are too long to be looked at as a whole.</summary>
[TestClass]
public sealed class LongApplicationTests
{
    private const int Long = 33 << 20;

    [TestMethod]
    public void An_assembly_in_a_self_contained_application_is_explained_by_its_own_cause()
    {
        var pair = Mutations.Pair("pe-path/longer-dll");

        var diagnosis = Diagnose(Application("aaaaaaaaaaaa", pair.Left, Long), Application("bbbbbbbbbbbb", pair.Right, Long));

        var difference = diagnosis.Differences.Single();
        Assert.AreEqual(Certainty.Proven, difference.Certainty, difference.NotAnalysed);
        Assert.AreEqual("pe-path pe-mvid single-file", string.Join(" ", difference.Claims.Select(c => c.Cause.Id)));
        Assert.Contains("/app/App!/App.dll", difference.Claims[0].Sentence!);
        Assert.IsInRange(1, 1 << 20, difference.Bytes);
        Assert.AreEqual("App.dll", ((MembersDiff)difference.Diff!).Members.Single(m => m.Content is not null).Name);
        Assert.IsTrue(diagnosis.Counterfactual!.Equal);
    }

    [TestMethod]
    public void Another_constant_in_a_self_contained_application_is_not_proven()
    {
        byte[] left = Encoding.ASCII.GetBytes("one"), right = Encoding.ASCII.GetBytes("two");

        var difference = Diagnose(Application("aaaaaaaaaaaa", left, Long), Application("bbbbbbbbbbbb", right, Long)).Differences.Single();

        Assert.AreNotEqual(Certainty.Proven, difference.Certainty);
    }

    [TestMethod]
    [DataRow("host", 30)]
    [DataRow("runtime", (16 << 20) + 5)]
    [DataRow("end of the runtime", Long + 111)]
    [DataRow("list", -10)]
    public void A_flipped_bit_anywhere_in_a_self_contained_application_is_not_proven(string where, int at)
    {
        byte[] one = Encoding.ASCII.GetBytes("one"), left = Application("aaaaaaaaaaaa", one, Long), right = Application("bbbbbbbbbbbb", one, Long);
        right[at < 0 ? right.Length + at : at] ^= 1;

        var difference = Diagnose(left, right).Differences.Single();

        Assert.AreNotEqual(Certainty.Proven, difference.Certainty, where);
    }

    [TestMethod]
    public void Files_of_one_name_in_a_self_contained_application_hide_nothing()
    {
        byte[] one = Encoding.ASCII.GetBytes("one"), two = Encoding.ASCII.GetBytes("two"), runtime = new byte[Long];
        byte[] Twice(string id, byte[] first, byte[] second) => TestBundle.Of(id, ("App.dll", 1, first), ("App.dll", 1, second), ("Runtime.dll", 1, runtime), ("App.runtimeconfig.json", 4, one));

        var difference = Diagnose(Twice("aaaaaaaaaaaa", one, two), Twice("bbbbbbbbbbbb", two, one)).Differences.Single();

        Assert.AreNotEqual(Certainty.Proven, difference.Certainty);
    }

    [TestMethod]
    public void Where_much_of_an_application_differs_that_is_said()
    {
        byte[] one = Encoding.ASCII.GetBytes("one");

        var difference = Diagnose(Application("aaaaaaaaaaaa", one, Long), Application("bbbbbbbbbbbb", one, Long + 1)).Differences.Single();

        Assert.AreEqual(Certainty.Unexplained, difference.Certainty);
        Assert.AreEqual("it is longer than 32 MiB, and the files in it that differ are longer than 32 MiB", difference.NotAnalysed);
    }

    [TestMethod]
    public void A_long_program_that_is_no_single_file_application_is_called_too_long()
    {
        byte[] Program(byte last) => [.. "\u007fELF"u8, .. new byte[Long], last];

        var difference = Diagnose(Program(1), Program(2)).Differences.Single();

        Assert.AreEqual(Certainty.Unexplained, difference.Certainty);
        Assert.AreEqual("it is longer than 32 MiB, and no single-file application", difference.NotAnalysed);
    }

    private static Diagnosis Diagnose(byte[] left, byte[] right) =>
        Explained.Tars(new TarBuilder().File("app/App", left), new TarBuilder().File("app/App", right));

    private static byte[] Application(string id, byte[] assembly, int runtime) =>
        TestBundle.Of(id, ("Runtime.dll", 1, Filled(runtime)), ("App.dll", 1, assembly), ("App.runtimeconfig.json", 4, Encoding.ASCII.GetBytes("{}")));

    private static byte[] Filled(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes.AsSpan(0, 1 << 20));
        return bytes;
    }
}
