using ReproBuild.Dockerfiles;

namespace ReproBuild.Core.Tests.Dockerfiles;

[TestClass]
public sealed class ExpansionTests
{
    private static readonly Dictionary<string, string> Set = new()
    {
        ["X"] = "value",
        ["EMPTY"] = "",
        ["PATHS"] = "/a/b/c.tar.gz",
        ["STARS"] = "a*b*c",
        ["SPACES"] = "one two",
    };

    [TestMethod]
    [DataRow("plain", "plain")]
    [DataRow("$X", "value")]
    [DataRow("${X}", "value")]
    [DataRow("a${X}b$X-c", "avaluebvalue-c")]
    [DataRow("$NONE", "")]
    [DataRow("${NONE}x", "x")]
    [DataRow("$", "$")]
    [DataRow("a$ b", "a$ b")]
    [DataRow("$.x", "$.x")]
    [DataRow("$1x", "x")]
    [DataRow("$@x", "x")]
    [DataRow("$$", "")]
    [DataRow("\\$X", "$X")]
    [DataRow("'$X'", "$X")]
    [DataRow("\"$X\"", "value")]
    [DataRow("\"\\$X\"", "$X")]
    [DataRow("\"a\\b\\\"c\\\\\"", "a\\b\"c\\")]
    [DataRow("a\\bc", "abc")]
    [DataRow("a\\", "a")]
    [DataRow("'a'\"b\"c", "abc")]
    [DataRow("${X:-d}", "value")]
    [DataRow("${NONE:-d}", "d")]
    [DataRow("${EMPTY:-d}", "d")]
    [DataRow("${EMPTY-d}", "")]
    [DataRow("${NONE-d}", "d")]
    [DataRow("${NONE:-$X}", "value")]
    [DataRow("${NONE:-${NONE:-deep}}", "deep")]
    [DataRow("${NONE:-\"a}b\"}", "a}b")]
    [DataRow("${NONE:-a\\}b}", "a}b")]
    [DataRow("${X:+other}", "other")]
    [DataRow("${X+other}", "other")]
    [DataRow("${EMPTY:+other}", "")]
    [DataRow("${EMPTY+other}", "other")]
    [DataRow("${NONE+other}", "")]
    [DataRow("${X:?no}", "value")]
    [DataRow("${EMPTY?no}", "")]
    [DataRow("${PATHS#*/}", "a/b/c.tar.gz")]
    [DataRow("${PATHS##*/}", "c.tar.gz")]
    [DataRow("${PATHS%.*}", "/a/b/c.tar")]
    [DataRow("${PATHS%%.*}", "/a/b/c")]
    [DataRow("${PATHS%/*.gz}", "/a/b")]
    [DataRow("${X#v?l}", "ue")]
    [DataRow("${X#nope}", "value")]
    [DataRow("${STARS#a\\*}", "b*c")]
    [DataRow("${STARS%\\*c}", "a*b")]
    [DataRow("${PATHS/a/x}", "/x/b/c.tar.gz")]
    [DataRow("${PATHS//\\//-}", "-a-b-c.tar.gz")]
    [DataRow("${PATHS/*./x}", "xgz")]
    [DataRow("${X//l/L}", "vaLue")]
    [DataRow("${X/.}", null)]
    [DataRow("${X//*/y}", "y")]
    [DataRow("${X/u/$SPACES}", "valone twoe")]
    [DataRow("${X", null)]
    [DataRow("${", null)]
    [DataRow("${}", null)]
    [DataRow("${:}", null)]
    [DataRow("${{X}}", null)]
    [DataRow("${X:0:3}", null)]
    [DataRow("${X^}", null)]
    [DataRow("${#X}", null)]
    [DataRow("${X:-", null)]
    [DataRow("'open", null)]
    [DataRow("\"open", null)]
    [DataRow("${NONE:?message}", null)]
    [DataRow("${EMPTY:?}", null)]
    [DataRow("${NONE?}", null)]
    [DataRow("${X#\\q}", null)]
    public void A_word_expands_as_in_buildkit(string word, string? expected)
    {
        string? actual;
        try
        {
            actual = ShellLexer.Process(word, '\\', Set.GetValueOrDefault).Text;
        }
        catch (ShellSyntaxException)
        {
            actual = null;
        }

        Assert.AreEqual(expected, actual);
    }

    [TestMethod]
    public void The_message_of_a_question_mark_is_told()
    {
        var e = Assert.ThrowsExactly<ShellSyntaxException>(() => ShellLexer.Process("${V:?say which}", '\\', _ => null));

        Assert.AreEqual("V: say which", e.Message);
    }

    [TestMethod]
    public void The_escape_character_is_that_of_the_file() =>
        Assert.AreEqual("$X\\value", ShellLexer.Process("`$X\\$X", '`', Set.GetValueOrDefault).Text);

    [TestMethod]
    public void What_is_used_and_what_is_unset_is_told()
    {
        var expansion = ShellLexer.Process("$X ${A:-$B} ${X}", '\\', Set.GetValueOrDefault);

        Read.Same(expansion.Used, "X");
        CollectionAssert.AreEquivalent(new[] { "A", "B" }, expansion.Unset.ToArray());
    }

    [TestMethod]
    public void Nesting_without_end_is_an_error_and_no_crash()
    {
        string deep = string.Concat(Enumerable.Repeat("${A:-", 1_000_000));

        Assert.ThrowsExactly<ShellSyntaxException>(() => ShellLexer.Process(deep, '\\', _ => null));
    }

    [TestMethod]
    public void Args_that_double_each_other_fill_no_memory()
    {
        string doubling = string.Concat(Enumerable.Repeat("ARG A=$A$A\n", 64));

        Assert.IsNull(Read.File("ARG A=xx\n" + doubling + "FROM $A").Stages[0].BaseReference);
        Assert.ThrowsExactly<ShellSyntaxException>(() => ShellLexer.Process("${A//x/$A}", '\\', _ => new string('x', 10_000)));
    }

    [TestMethod]
    public void A_stage_sees_its_args_and_envs_and_those_of_its_parents()
    {
        var file = Read.File("ARG G=global\nARG H=hidden\nFROM a AS base\nARG G\nENV E=$G-1\nFROM base\nARG L=${E}x\nENV E=2 F=$E\nRUN x\nARG LATE=1");
        var scope = VariableScope.OfStage(file, BuildVariables.Default, file.Stages[1], file.Stages[1].Instructions[3]);

        Assert.AreEqual("global", scope.Find("G")!.Value);
        Assert.AreEqual("global-1x", scope.Find("L")!.Value);
        Assert.AreEqual("2", scope.Find("E")!.Value);
        Assert.AreEqual("global-1", scope.Find("F")!.Value);
        Assert.IsNull(scope.Find("H"));
        Assert.IsNull(scope.Find("LATE"));
        Assert.IsNull(scope.Find("TARGETARCH"));
    }

    [TestMethod]
    public void The_platform_arguments_are_set_for_from_and_for_a_stage_that_declares_them()
    {
        var given = new BuildVariables
        {
            BuildPlatform = new("linux", "amd64"),
            TargetPlatform = new("linux", "arm", "v7"),
            BuildArgs = new Dictionary<string, string> { ["BUILDARCH"] = "other" },
        };
        var file = Read.File("FROM a\nARG TARGETPLATFORM\nARG TARGETOS=none");

        var global = VariableScope.Global(file, given);
        Assert.AreEqual("linux/arm/v7", global.Find("TARGETPLATFORM")!.Value);
        Assert.AreEqual("v7", global.Find("TARGETVARIANT")!.Value);
        Assert.AreEqual("linux/amd64", global.Find("BUILDPLATFORM")!.Value);
        Assert.AreEqual("other", global.Find("BUILDARCH")!.Value);
        Assert.IsNull(global.Find("BUILDVARIANT"));

        var stage = VariableScope.OfStage(file, given, file.Stages[0]);
        Assert.AreEqual("linux/arm/v7", stage.Find("TARGETPLATFORM")!.Value);
        Assert.AreEqual("none", stage.Find("TARGETOS")!.Value);
    }

    [TestMethod]
    public void A_default_that_cannot_be_expanded_is_told_at_its_place()
    {
        var file = Read.File("ARG A=1\nARG B=${A\nFROM a");
        var e = Assert.ThrowsExactly<ReproBuild.Diagnostics.ReproException>(() => VariableScope.Global(file, BuildVariables.Default));

        Assert.AreEqual((2, 7), (e.Diagnostic.Line, e.Diagnostic.Column));
        Assert.IsNull(file.Stages[0].BaseReference);
    }
}
