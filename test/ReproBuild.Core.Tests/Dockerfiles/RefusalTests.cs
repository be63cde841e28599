using System.Text;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Dockerfiles;

[TestClass]
public sealed class RefusalTests
{
    [TestMethod]
    [DataRow("", 1, "no instructions")]
    [DataRow("# only\n\n# comments\n", 4, "no instructions")]
    [DataRow("ARG A=1\nARG B", 2, "no FROM")]
    [DataRow("\nRUN x\nFROM a", 2, "before the first FROM")]
    [DataRow("FROM a\n\nRUNN x", 3, "\"RUNN\" is no instruction")]
    [DataRow("FROM a\nRUN a &&\n  b", 3, "\"b\" is no instruction")]
    [DataRow("FROM a\n\\\n", 2, "is no instruction")]
    [DataRow("FROM", 1, "FROM takes one")]
    [DataRow("FROM a b", 1, "FROM takes one")]
    [DataRow("FROM a # comment", 1, "FROM takes one")]
    [DataRow("FROM a AS", 1, "FROM takes one")]
    [DataRow("FROM a as 1b", 1, "cannot name a stage")]
    [DataRow("FROM a as b$c", 1, "cannot name a stage")]
    [DataRow("FROM --plattform=x a", 1, "no flag --plattform")]
    [DataRow("FROM --platform a", 1, "needs a value")]
    [DataRow("FROM --platform=a --platform=b c", 1, "once only")]
    [DataRow("FROM a\nCOPY a", 2, "a source and a destination")]
    [DataRow("FROM a\nCOPY", 2, "a source and a destination")]
    [DataRow("FROM a\nCOPY [\"a\"]", 2, "a source and a destination")]
    [DataRow("FROM a\nCOPY a <<EOF\nEOF", 2, "cannot write to a heredoc")]
    [DataRow("FROM a\nCOPY --link=maybe a b", 2, "\"true\" or \"false\"")]
    [DataRow("FROM a\nCOPY --unpack a b", 2, "no flag --unpack")]
    [DataRow("FROM a\nADD --parents a b", 2, "no flag --parents")]
    [DataRow("FROM a\nRUN [\"a\", 1]", 2, "strings only")]
    [DataRow("FROM a\nRUN [\"a\", [\"b\"]]", 2, "strings only")]
    [DataRow("FROM a\nRUN [null]", 2, "strings only")]
    [DataRow("FROM a\nRUN --network=bridge x", 2, "--network takes")]
    [DataRow("FROM a\nRUN --security=none x", 2, "--security takes")]
    [DataRow("FROM a\nRUN --mount= x", 2, "--mount")]
    [DataRow("FROM a\nRUN --mount=a\\\"b x", 2, "--mount")]
    [DataRow("FROM a\nRUN --mount=from=$X,target=/x y", 2, "no variable")]
    [DataRow("FROM a\nENV", 2, "needs name=value")]
    [DataRow("FROM a\nENV A", 2, "a name and a value")]
    [DataRow("FROM a\nENV A=1 B", 2, "has no \"=\"")]
    [DataRow("FROM a\nENV =1", 2, "without a name")]
    [DataRow("FROM a\nLABEL a", 2, "a name and a value")]
    [DataRow("FROM a\nARG", 2, "ARG needs a name")]
    [DataRow("FROM a\nARG =1", 2, "without a name")]
    [DataRow("FROM a\nWORKDIR", 2, "needs an argument")]
    [DataRow("FROM a\nUSER  ", 2, "needs an argument")]
    [DataRow("FROM a\nSTOPSIGNAL", 2, "needs an argument")]
    [DataRow("FROM a\nMAINTAINER", 2, "needs an argument")]
    [DataRow("FROM a\nUSER --x y", 2, "no flag --x")]
    [DataRow("FROM a\nEXPOSE", 2, "at least one port")]
    [DataRow("FROM a\nVOLUME", 2, "at least one path")]
    [DataRow("FROM a\nVOLUME [\"\"]", 2, "empty path")]
    [DataRow("FROM a\nSHELL powershell", 2, "JSON form")]
    [DataRow("FROM a\nSHELL []", 2, "at least one string")]
    [DataRow("FROM a\nHEALTHCHECK", 2, "CMD or NONE")]
    [DataRow("FROM a\nHEALTHCHECK curl x", 2, "CMD or NONE")]
    [DataRow("FROM a\nHEALTHCHECK NONE x", 2, "takes nothing")]
    [DataRow("FROM a\nHEALTHCHECK CMD", 2, "needs a command")]
    [DataRow("FROM a\nHEALTHCHECK --interval=5 CMD x", 2, "--interval takes")]
    [DataRow("FROM a\nHEALTHCHECK --timeout=1us CMD x", 2, "--timeout takes")]
    [DataRow("FROM a\nHEALTHCHECK --retries=-1 CMD x", 2, "--retries takes")]
    [DataRow("FROM a\nHEALTHCHECK --retry=1 CMD x", 2, "no flag --retry")]
    [DataRow("FROM a\nONBUILD", 2, "needs an instruction")]
    [DataRow("FROM a\nONBUILD ONBUILD RUN x", 2, "behind ONBUILD")]
    [DataRow("FROM a\nONBUILD FROM b", 2, "behind ONBUILD")]
    [DataRow("FROM a\nONBUILD MAINTAINER b", 2, "behind ONBUILD")]
    [DataRow("FROM a\nRUN <<EOF\nx", 2, "has no end")]
    [DataRow("FROM a\nRUN <<A <<B\nA\n", 2, "exactly \"B\"")]
    [DataRow("# escape=x\nFROM a", 1, "escape directive takes")]
    [DataRow("# syntax=a\n# SYNTAX=b\nFROM a", 2, "once only")]
    [DataRow("// syntax=a/b\nFROM a", 1, "frontend a/b")]
    [DataRow("{ \"syntax\": \"a/b\" }", 1, "frontend a/b")]
    public void What_buildkit_refuses_is_refused_at_its_line(string text, int line, string why)
    {
        var diagnostic = Read.Refused(text);

        Assert.AreEqual((DiagnosticCodes.DockerfileInvalid, line), (diagnostic.Code, diagnostic.Line));
        Assert.IsGreaterThan(0, diagnostic.Column);
        Assert.Contains(why, diagnostic.Message);
    }

    [TestMethod]
    [DataRow("FROM a\nRUN")]
    [DataRow("FROM a\nCMD []")]
    [DataRow("FROM a\nENTRYPOINT")]
    [DataRow("FROM a\nONBUILD NONSENSE")]
    [DataRow("FROM a\nARG --x A")]
    [DataRow("FROM a\nHEALTHCHECK --anything=1 NONE")]
    [DataRow("FROM a\nHEALTHCHECK --interval=1.5h30m --timeout=0 --start-interval=100ms --retries=0 CMD x")]
    [DataRow("FROM a\nCOPY --link --chown=1:2 --exclude=x --exclude=y --parents a b")]
    [DataRow("FROM a\nADD --checksum=sha256:1 --keep-git-dir=TRUE --unpack=false a b")]
    [DataRow("FROM a\nRUN --mount=type=secret,id=x --device=y --security=insecure --network=host z")]
    [DataRow("FROM a\nRUN --mount=type=bind,from=a$ x")]
    [DataRow("from a\nrUn x")]
    [DataRow("FROM a\nRUN x \\")]
    [DataRow("FROM a\nEXPOSE 80 443/tcp $PORT")]
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
