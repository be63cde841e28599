using System.Text;
using ReproBuild.Causes;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

[TestClass]
public sealed class PeCompilerTests
{
    [TestMethod]
    [DataRow("compiler-version")]
    [DataRow("runtime-version")]
    public void Another_compiler_is_told_from_the_options_in_a_pdb(string option)
    {
        byte[] left = Mutations.Pair("pe-path/longer-pdb").Left;
        byte[] right = [.. left];
        int at = left.AsSpan().IndexOf(Encoding.UTF8.GetBytes(option + "\0"));
        right[at + option.Length + 1] = (byte)'9';

        var explanation = Explained.Contents("app/Tiny.pdb", left, right);

        Assert.AreEqual(Certainty.Proven, explanation.Certainty);
        Assert.AreEqual("pe-compiler", explanation.Names());
        Assert.Contains(option, explanation.Claims[0].Sentence!);
    }

    [TestMethod]
    public void Another_option_of_the_compiler_is_not_another_compiler()
    {
        byte[] left = Mutations.Pair("pe-path/longer-pdb").Left;
        byte[] right = [.. left];
        int at = left.AsSpan().IndexOf("output-kind\0"u8);
        right[at + "output-kind".Length + 1] ^= 1;

        Assert.AreNotEqual(Certainty.Proven, Explained.Contents("app/Tiny.pdb", left, right).Certainty);
    }
}
