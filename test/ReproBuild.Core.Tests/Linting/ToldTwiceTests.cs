using ReproBuild.Causes;
using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Dockerfiles;

namespace ReproBuild.Core.Tests.Linting;

[TestClass]
public sealed class ToldTwiceTests
{
    [TestMethod]
    [DataRow("REPRO5201", Read.Path, 2, true)]
    [DataRow("REPRO5202", Read.Path, 2, false)]
    [DataRow("REPRO5201", Read.Path, 3, false)]
    [DataRow("REPRO5201", "/other/Dockerfile", 2, false)]
    [DataRow("REPRO5201", null, 0, false)]
    public void What_two_builds_tell_of_a_cause_at_an_instruction_is_not_told_again(string code, string? file, int line, bool told)
    {
        // The command stands in line 3, the instruction begins in line 2.
        var finding = Linted.Lines("RUN true && \\\n  date > /f").Single();

        Assert.AreEqual(told, finding.IsToldBy(new Finding
        {
            Code = code,
            First = new Difference(DifferenceKind.Content) { Blame = file is null ? null : new InstructionBlame("RUN", file, line, 1) },
            Cause = null,
            Certainty = Certainty.Proven,
            Sentence = "",
            Remedy = null,
            Count = 1,
            Bytes = 1,
            Paths = [],
        }));
    }
}
