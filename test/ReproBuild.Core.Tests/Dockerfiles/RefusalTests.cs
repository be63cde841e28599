using System.Text;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Dockerfiles;

[TestClass]
public sealed class RefusalTests
{
    [TestMethod]
    [DynamicData(nameof(Refusals.Refused), typeof(Refusals))]
    public void What_buildkit_refuses_is_refused_at_its_line(string text, int line, string why)
    {
        var diagnostic = Read.Refused(text);

        Assert.AreEqual((DiagnosticCodes.DockerfileInvalid, line), (diagnostic.Code, diagnostic.Line));
        Assert.IsGreaterThan(0, diagnostic.Column);
        Assert.Contains(why, diagnostic.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Refusals.Taken), typeof(Refusals))]
    public void What_buildkit_takes_is_taken(string text) => Assert.AreEqual(text, Read.Joined(Read.File(text)));

    [TestMethod]
    public void Of_two_mistakes_the_one_of_the_first_pass_is_told()
    {
        Assert.AreEqual(3, Read.Refused("FROM a\nNONSENSE\nENV A").Line);
        Assert.AreEqual(2, Read.Refused("FROM a\nNONSENSE\nCOPY a").Line);
    }

    [TestMethod]
    public void A_wrong_flag_is_told_at_its_column() => Assert.AreEqual(13, Read.Refused("FROM a\nCOPY --link --nope a b").Column);

    [TestMethod]
    public void A_line_of_65535_bytes_is_taken_and_one_more_is_refused()
    {
        string longest = "RUN " + new string('x', 65_531);
        Assert.AreEqual(65_531, Read.Only(longest).ArgumentText.Length);
        Assert.AreEqual(65_531, Read.File("FROM a\n" + longest + "\nCMD x").Instructions[1].ArgumentText.Length);

        Assert.AreEqual(2, Read.Refused("FROM a\n" + longest + "x\nCMD x").Line);
        Assert.AreEqual(2, Read.Refused("FROM a\n" + longest + "x").Line);
        Assert.AreEqual(3, Read.Refused("FROM a\n\n# " + new string('é', 40_000)).Line);
    }

    [TestMethod]
    public void Lines_that_are_joined_may_be_longer()
    {
        string text = "FROM a\nRUN " + string.Concat(Enumerable.Repeat(new string('x', 60_000) + "\\\n", 4)) + "y";

        Assert.AreEqual(240_001, Read.File(text).Instructions[1].ArgumentText.Length);
    }

    [TestMethod]
    public void A_missing_file_a_folder_and_what_is_no_text_are_told_apart()
    {
        string folder = Directory.CreateTempSubdirectory("repro-dockerfile-").FullName;
        try
        {
            string path = Path.Combine(folder, "Dockerfile");
            Assert.AreEqual(DiagnosticCodes.DockerfileMissing, Load(path).Code);
            Assert.AreEqual(DiagnosticCodes.DockerfileInvalid, Load(folder).Code);

            File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes("FROM a\nRUN é"), 0xFF]);
            var diagnostic = Load(path);
            Assert.AreEqual((DiagnosticCodes.DockerfileInvalid, 2, 6), (diagnostic.Code, diagnostic.Line, diagnostic.Column));

            File.WriteAllBytes(path, [0xFF, 0xFE, (byte)'F', 0]);
            Assert.AreEqual(1, Load(path).Line);

            File.WriteAllBytes(path, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("FROM a")]);
            Assert.AreEqual("a", ReproBuild.Dockerfiles.Dockerfile.Load(path).Stages[0].Base.Text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Diagnostic Load(string path) =>
        Assert.ThrowsExactly<ReproException>(() => ReproBuild.Dockerfiles.Dockerfile.Load(path)).Diagnostic;
}
