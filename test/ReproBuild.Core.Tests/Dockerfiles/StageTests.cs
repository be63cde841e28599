namespace ReproBuild.Core.Tests.Dockerfiles;

[TestClass]
public sealed class StageTests
{
    [TestMethod]
    public void Stages_know_their_name_number_and_parent()
    {
        var file = Read.File("FROM a AS Build\nRUN x\nFROM b\nFROM BUILD as last\nCMD y");

        Read.Same(file.Stages.Select(s => s.Name), "build", null, "last");
        Assert.AreSame(file.Stages[0], file.Stages[2].Parent);
        Assert.IsNull(file.Stages[1].Parent);
        Assert.HasCount(2, file.Stages[2].Instructions);
    }

    [TestMethod]
    public void A_stage_never_starts_from_itself_or_a_later_one()
    {
        var file = Read.File("FROM golang AS golang\nFROM later\nFROM x AS later");

        Assert.IsNull(file.Stages[0].Parent);
        Assert.IsNull(file.Stages[1].Parent);
    }

    [TestMethod]
    public void Of_two_stages_of_one_name_the_last_before_counts()
    {
        var file = Read.File("FROM a AS b\nFROM c AS b\nFROM b\nFROM d AS b");

        Assert.AreSame(file.Stages[1], file.Stages[2].Parent);
    }

    [TestMethod]
    [DataRow("ARG V=1\nFROM a:$V", "a:1")]
    [DataRow("ARG V=1\nARG V=2\nFROM a:${V}", "a:2")]
    [DataRow("ARG A=x\nARG B=$A/y\nFROM ${B}:z", "x/y:z")]
    [DataRow("FROM a:${V:-3}", "a:3")]
    [DataRow("ARG V\nFROM a:${V:-3}", "a:3")]
    [DataRow("ARG V=\nFROM a:${V-3}", "a:")]
    [DataRow("ARG V=\"1-2-3\"\nFROM a:${V%%-*}", "a:1")]
    [DataRow("ARG TARGETSTAGE=x\nFROM a:$TARGETSTAGE", "a:x")]
    [DataRow("FROM a:$TARGETSTAGE", "a:default")]
    public void The_base_has_the_defaults_put_in(string text, string reference) =>
        Assert.AreEqual(reference, Read.File(text).Stages[0].BaseReference);

    [TestMethod]
    public void An_arg_of_a_stage_says_nothing_to_a_later_from()
    {
        var file = Read.File("FROM a\nARG V=1\nFROM b:$V");

        Assert.AreEqual("b:", file.Stages[1].BaseReference);
    }

    [TestMethod]
    [DataRow("FROM $NOTHING")]
    [DataRow("FROM a:${V:?say}")]
    [DataRow("FROM a:${V")]
    public void A_base_that_cannot_be_known_is_unknown(string text) =>
        Assert.IsNull(Read.File(text).Stages[0].BaseReference);
}
