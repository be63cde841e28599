using ReproBuild.Core.Tests.Dockerfiles;
using ReproBuild.Images;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class DockerfilePinnerSpecs
{
    private static readonly Digest One = FakeResolver.DigestOf("one");
    private static readonly string At = "@" + One;

    [TestMethod]
    [DataRow("FROM golang:1", "FROM golang:1{0}")]
    [DataRow("FROM golang", "FROM golang:latest{0}")]
    [DataRow("\uFEFFFROM golang:1 AS b # no comment\r\nRUN x\r\n", null)]
    [DataRow("\uFEFFFROM golang:1 AS b\r\nRUN x\r\n", "\uFEFFFROM golang:1{0} AS b\r\nRUN x\r\n")]
    [DataRow("ARG A=golang:1\nFROM $A\nFROM ${A}", "ARG A=golang:1{0}\nFROM $A\nFROM ${A}")]
    [DataRow("ARG A=\"golang:1\"\nFROM \"${A}\"", "ARG A=\"golang:1{0}\"\nFROM \"${A}\"")]
    [DataRow("ARG A\nFROM ${A:-golang:1}", "ARG A\nFROM ${A:-golang:1{0}}")]
    [DataRow("ARG \\\n  # why\n  A=golang:1\nFROM \\\n $A", "ARG \\\n  # why\n  A=golang:1{0}\nFROM \\\n $A")]
    [DataRow("FROM scratch\nCOPY --from=golang:1 a b", "FROM scratch\nCOPY --from=golang:1{0} a b")]
    [DataRow("FROM scratch\nRUN --mount=from=golang:1,target=/a --mount=type=bind,from=golang:1,target=/b x",
        "FROM scratch\nRUN --mount=from=golang:1{0},target=/a --mount=type=bind,from=golang:1{0},target=/b x")]
    [DataRow("FROM scratch\nRUN --mount=\"type=bind\",\"from=golang:1\",target=/x y", "FROM scratch\nRUN --mount=\"type=bind\",\"from=golang:1{0}\",target=/x y")]
    [DataRow("# syntax=golang:1\nFROM scratch", "# syntax=golang:1{0}\nFROM scratch")]
    [DataRow("FROM scratch\nONBUILD COPY --from=golang:1 a b", "FROM scratch\nONBUILD COPY --from=golang:1{0} a b")]
    [DataRow("FROM scratch\nRUN <<EOF\nFROM golang:1\nEOF", "FROM scratch\nRUN <<EOF\nFROM golang:1\nEOF")]
    [DataRow("FROM golang:1 AS golang\nFROM golang\nCOPY --from=0 a b", "FROM golang:1{0} AS golang\nFROM golang\nCOPY --from=0 a b")]
    public void A_digest_is_written_behind_the_name_and_nothing_else_changes(string text, string? expected)
    {
        if (expected is null)
        {
            // Four words behind FROM are none that BuildKit takes, and so nothing is edited either.
            Read.Refused(text);
            return;
        }

        var plan = Plan(text);

        Assert.AreEqual(expected.Replace("{0}", At, StringComparison.Ordinal), plan.Text);
        Assert.IsEmpty(plan.NotInPlace);
    }

    [TestMethod]
    public void One_literal_with_many_uses_is_one_edit() =>
        Assert.HasCount(1, Plan("ARG A=golang:1\nFROM $A\nFROM $A\nFROM scratch\nARG A\nCOPY --from=$A a b\n").Edits);

    [TestMethod]
    [DataRow("ARG V=1\nFROM golang:$V", "put together from parts")]
    [DataRow("ARG A=golang:1-x\nFROM ${A%-x}", "put together from parts")]
    [DataRow("ARG A=golang:1\nFROM $A\nFROM ${A}-alpine", "would spoil")]
    [DataRow("ARG A=golang:1\nFROM $A AS one\nARG A\nFROM docker.io/library/${A}", "would spoil")]
    [DataRow("FROM gol\\\nang:1", "does not stand there as it is")]
    [DataRow("FROM scratch\nENV A=golang:1\nCOPY --from=$A a b", "part of the image")]
    public void What_could_be_pinned_to_something_else_is_left_alone_with_a_reason(string text, string reason)
    {
        var plan = Plan(text);

        Assert.AreEqual(text, plan.Text);
        Assert.IsEmpty(plan.Edits);
        Assert.IsTrue(plan.NotInPlace.Any(n => n.Reason.Contains(reason, StringComparison.Ordinal)), string.Join('|', plan.NotInPlace.Select(n => n.Reason)));
    }

    [TestMethod]
    public void An_ARG_whose_text_is_needed_elsewhere_does_not_keep_others_from_being_pinned()
    {
        var plan = Plan("ARG A=golang:1\nFROM $A\nFROM $A-alpine\nFROM busybox:1\n");

        Assert.AreEqual($"ARG A=golang:1\nFROM $A\nFROM $A-alpine\nFROM busybox:1{At}\n", plan.Text);
    }

    [TestMethod]
    public void A_build_argument_that_names_the_image_is_not_a_line_to_edit()
    {
        var query = new ImageUseQuery { BuildArgs = new Dictionary<string, string> { ["A"] = "golang:2" } };

        var plan = Plan("ARG A=golang:1\nFROM $A\n", query);

        Assert.IsEmpty(plan.Edits);
        StringAssert.Contains(plan.NotInPlace.Single().Reason, "build argument A");
    }

    [TestMethod]
    public void A_refresh_replaces_the_digest_and_keeps_the_tag()
    {
        string text = $"FROM golang:1@{FakeResolver.DigestOf("old")} AS b\n";

        Assert.AreEqual($"FROM golang:1{At} AS b\n", Plan(text).Text);
    }

    [TestMethod]
    public void A_line_that_would_become_longer_than_BuildKit_takes_is_left_alone()
    {
        string text = "FROM golang:1 AS b\nFROM b\nCOPY --from=golang:1 " + new string('x', 65_490) + " /y\n";

        var plan = Plan(text);

        Assert.HasCount(1, plan.Edits);
        StringAssert.Contains(plan.NotInPlace.Single().Reason, "longer than");
    }

    private static PinPlan Plan(string text, ImageUseQuery? query = null)
    {
        var file = Read.File(text);
        query ??= new ImageUseQuery();
        return DockerfilePinner.Plan(file, query,
            [.. PinChecker.FindImages(file, query).Where(u => u.Reference is not null).Select(u => new PinnedUse(u, u.Reference!.WithTag().WithDigest(One)))]);
    }
}
