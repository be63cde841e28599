using ReproBuild.Core.Tests.Dockerfiles;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class LiteralPlaceTests
{
    [TestMethod]
    [DataRow("FROM golang:1")]
    [DataRow("FROM \"golang:1\"")]
    [DataRow("ARG A=golang:1\nFROM $A")]
    [DataRow("ARG A=\"golang:1\"\nFROM \"${A}\"")]
    [DataRow("ARG A='golang:1' B=x\nFROM ${A:-no}")]
    [DataRow("ARG A\nFROM ${A:-golang:1}")]
    [DataRow("ARG A=\nFROM ${A:-golang:1}")]
    [DataRow("ARG A=golang:1\nFROM ${A-no}")]
    [DataRow("ARG A=golang:1\nARG B=$A\nFROM ${B}")]
    [DataRow("ARG A=golang:1\nFROM ${B:-$A}")]
    [DataRow("ARG A=golang:1\nFROM ${B:-${A}}")]
    [DataRow("ARG \\\n  # c\n  A=golang:1\nFROM \\\n $A")]
    [DataRow("FROM scratch\nCOPY --from=golang:1 a b")]
    [DataRow("FROM scratch\nCOPY --from=\"golang:1\" a b")]
    [DataRow("FROM scratch\nRUN --mount=type=bind,from=golang:1,target=/from x")]
    [DataRow("FROM scratch\nRUN --mount=\"type=bind\",\"from=golang:1\",target=/x y")]
    [DataRow("FROM scratch\nONBUILD RUN --mount=from=golang:1 x")]
    [DataRow("#syntax =  golang:1 --flag \nFROM scratch")]
    public void The_place_of_the_whole_name_is_exact(string text)
    {
        var use = PinChecker.FindImages(Read.File(text), new ImageUseQuery()).Single();

        Assert.AreEqual("golang:1", use.Text);
        Assert.AreEqual("golang:1", use.Literal!.Value.Of(text));
        Assert.AreEqual(Read.Path, use.File);
    }

    [TestMethod]
    [DataRow("ARG V=1\nFROM golang:$V")]
    [DataRow("ARG A=golang:1-x\nFROM ${A%-x}")]
    [DataRow("FROM gol\\\nang:1")]
    [DataRow("FROM golang:\\1")]
    [DataRow("ARG A=golang:1\nARG B=x\nARG B=$A\nARG A=other\nFROM $B")]
    public void A_name_that_stands_nowhere_as_it_is_has_no_place(string text)
    {
        var use = PinChecker.FindImages(Read.File(text), new ImageUseQuery()).Single();

        Assert.AreEqual("golang:1", use.Text);
        Assert.IsNull(use.Literal);
        Assert.IsNotNull(use.Place);
    }

    [TestMethod]
    public void The_platform_that_from_asks_for_is_resolved()
    {
        var use = PinChecker.FindImages(Read.File("FROM --platform=${P:-linux/arm64} golang:1"), new ImageUseQuery()).Single();

        Assert.AreEqual("linux/arm64", use.Platform);
    }
}
