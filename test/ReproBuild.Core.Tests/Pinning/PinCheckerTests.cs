using ReproBuild.Core.Tests.Dockerfiles;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class PinCheckerTests
{
    private static readonly string Pin = "@sha256:" + new string('a', 64);

    [TestMethod]
    public void A_pinned_dockerfile_has_no_findings() =>
        Assert.IsEmpty(Check($"# syntax=docker/dockerfile:1{Pin}\nFROM golang:1.24{Pin} AS build\nRUN --mount=from=busybox{Pin} x\nFROM scratch\nCOPY --from=build a b\nCOPY --from=0 a b\nCOPY --from=nginx:1{Pin} a b"));

    [TestMethod]
    public void A_tag_is_reported_at_the_line_and_column_of_the_reference()
    {
        var finding = Check("# c\n\nFROM --platform=linux/amd64 golang:1.24 AS build").Single();

        Assert.AreEqual(DiagnosticCodes.Unpinned, finding.Code);
        Assert.AreEqual((Severity.Error, Read.Path, 3, 29), (finding.Severity, finding.File, finding.Line, finding.Column));
        Assert.Contains("Write FROM golang:1.24@sha256:<digest>.", finding.Message);
    }

    [TestMethod]
    public void All_findings_come_out_together_in_the_order_of_the_file()
    {
        var findings = Check("# syntax=docker/dockerfile:1\nFROM a AS x\nRUN --mount=type=bind,from=b,target=/b --mount=type=bind,target=/c,from=c y\nFROM d\nCOPY --from=e / /\nCOPY --from=x / /\nONBUILD COPY --from=f / /");

        Read.Same(findings.Select(f => f.Line), 1, 2, 3, 3, 4, 5, 7);
        Read.Same(findings.Select(f => f.Column), 10, 6, 28, 73, 6, 13, 21);
    }

    [TestMethod]
    public void A_reference_from_an_arg_names_the_arg_and_its_line()
    {
        var finding = Check("ARG BASE=golang:1.24\n\nFROM ${BASE}").Single();

        Assert.AreEqual((3, 6), (finding.Line, finding.Column));
        Assert.Contains("(from ARG BASE in line 1)", finding.Message);
        Assert.Contains("Write BASE=golang:1.24@sha256:<digest> in line 1.", finding.Message);
    }

    [TestMethod]
    public void A_reference_that_is_put_together_is_given_an_arg_of_its_own()
    {
        var finding = Check("ARG NAME=golang\nARG TAG=1.24\nFROM ${NAME}:${TAG}").Single();

        Assert.Contains("ARG NAME in line 1 and ARG TAG in line 2", finding.Message);
        Assert.Contains("ARG IMAGE=golang:1.24@sha256:<digest>", finding.Message);
    }

    [TestMethod]
    public void A_digest_that_comes_with_an_arg_pins()
    {
        Assert.IsEmpty(Check($"ARG TAG=1.24{Pin}\nFROM golang:$TAG"));
        Assert.IsEmpty(Check($"ARG DIGEST={Pin[1..]}\nFROM golang@$DIGEST"));
    }

    [TestMethod]
    public void A_build_argument_overrides_the_default_and_is_told_of()
    {
        string text = $"ARG BASE=golang:1.24{Pin}\nFROM $BASE";
        var finding = PinChecker.Check(Read.File(text), buildArgs: new Dictionary<string, string> { ["BASE"] = "golang:1.25" }).Single();

        Assert.Contains("(from the build argument BASE)", finding.Message);
        Assert.Contains("BASE=golang:1.25@sha256:<digest>", finding.Message);
        Assert.IsEmpty(Check(text));
    }

    [TestMethod]
    [DataRow("FROM golang:$V", "V has no value")]
    [DataRow("ARG V\nFROM golang:$V", "V has no value")]
    [DataRow("FROM $A$B", "A, B have no value")]
    [DataRow("FROM a:${V:?which}", "V: which")]
    [DataRow("FROM a:${V", "not closed")]
    public void What_has_no_value_cannot_be_resolved(string text, string why)
    {
        var finding = Check(text).Single();

        Assert.AreEqual(DiagnosticCodes.UnresolvedReference, finding.Code);
        Assert.Contains(why, finding.Message);
        Assert.IsGreaterThan(0, finding.Line);
    }

    [TestMethod]
    [DataRow("FROM Golang:1", "capital")]
    [DataRow("FROM a\nCOPY --from=7 x y", "There is no stage 7")]
    [DataRow("FROM a\nCOPY --from=b@sha256:1 x y", "no digest")]
    public void What_names_no_image_is_told(string text, string why)
    {
        var finding = Check(text)[^1];

        Assert.AreEqual(DiagnosticCodes.InvalidReference, finding.Code);
        Assert.Contains(why, finding.Message);
    }

    [TestMethod]
    public void Stages_and_scratch_are_never_reported()
    {
        var findings = Check("FROM a AS Build\nFROM scratch AS s\nCOPY --from=BUILD x y\nCOPY --from=later x y\nRUN --mount=from=build,target=/x z\nFROM build AS later\nCOPY --from=1 x y\nCOPY --from=scratch x y");

        Assert.AreEqual(1, findings.Single().Line);
    }

    [TestMethod]
    public void An_image_with_the_name_of_the_stage_itself_is_an_image() =>
        Assert.AreEqual(1, Check("FROM golang AS golang\nFROM golang").Single().Line);

    [TestMethod]
    public void A_stage_chosen_by_the_platform_is_a_stage()
    {
        const string text = "FROM a AS base-amd64\nFROM b AS base-arm64\nFROM base-${TARGETARCH}";
        var query = new ImageUseQuery { Platforms = [new Platform("linux", "amd64"), new Platform("linux", "arm64")] };

        Read.Same(PinChecker.Check(Read.File(text), query).Where(d => !d.Message.Contains("another target", StringComparison.Ordinal)).Select(d => d.Line), 1, 2);
        Assert.IsFalse(PinChecker.FindImages(Read.File(text), query).Any(u => u.Text!.StartsWith("base-", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void An_image_chosen_by_the_platform_is_found_for_each()
    {
        var query = new ImageUseQuery { Platforms = [new Platform("linux", "amd64"), new Platform("linux", "arm64")] };

        Read.Same(PinChecker.FindImages(Read.File("FROM x/$TARGETARCH:1"), query).Select(u => u.Text), "x/amd64:1", "x/arm64:1");
    }

    [TestMethod]
    public void A_stage_that_the_target_does_not_need_is_reported_and_told_apart()
    {
        var findings = PinChecker.Check(Read.File("FROM a AS one\nFROM b AS two\nFROM one AS last"), target: "LAST");

        Assert.DoesNotContain("does not need", findings[0].Message);
        Assert.Contains("The target \"LAST\" does not need this stage", findings[1].Message);
    }

    [TestMethod]
    public void A_target_that_is_no_stage_is_an_error_that_names_the_stages()
    {
        var e = Assert.ThrowsExactly<ReproException>(() => PinChecker.Check(Read.File("FROM a AS one\nFROM b"), target: "nope"));

        Assert.AreEqual(DiagnosticCodes.BadProperty, e.Diagnostic.Code);
        Assert.Contains("one", e.Diagnostic.Message);
    }

    [TestMethod]
    [DataRow("golang:1.24", "FROM golang:1.24")]
    [DataRow("docker.io/library/golang:1.24", "FROM golang:1.24")]
    [DataRow("golang", "FROM golang:latest")]
    [DataRow("files", "FROM scratch\nCOPY --from=files a b")]
    [DataRow("files", "FROM scratch\nRUN --mount=from=files,target=/x a")]
    [DataRow("build", "FROM golang AS build\nCOPY --from=nginx a b\nFROM build")]
    public void A_build_context_replaces_what_it_names(string context, string text)
    {
        var contexts = new Dictionary<string, string> { [context] = "oci-layout:///base" };

        Assert.IsEmpty(PinChecker.Check(Read.File(text), namedContexts: contexts));
        Assert.IsNotEmpty(Check(text));
    }

    [TestMethod]
    public void A_build_context_that_is_an_image_must_be_pinned_too()
    {
        var file = Read.File("FROM golang");
        var finding = PinChecker.Check(file, namedContexts: new Dictionary<string, string> { ["golang"] = "docker-image://x.io/go:1" }).Single();

        Assert.AreEqual(DiagnosticCodes.Unpinned, finding.Code);
        Assert.Contains("docker-image://x.io/go:1@sha256:<digest>", finding.Message);
        Assert.IsNull(finding.File);
        Assert.IsEmpty(PinChecker.Check(file, namedContexts: new Dictionary<string, string> { ["golang"] = "docker-image://x.io/go:1" + Pin }));
    }

    [TestMethod]
    public void The_frontend_given_by_build_argument_counts_instead_of_the_directive()
    {
        var file = Read.File($"# syntax=docker/dockerfile:1{Pin}\nFROM scratch");
        var finding = PinChecker.Check(file, buildArgs: new Dictionary<string, string> { ["BUILDKIT_SYNTAX"] = "docker/dockerfile:1.7" }).Single();

        Assert.Contains("docker/dockerfile:1.7", finding.Message);
    }

    [TestMethod]
    public void A_name_in_a_heredoc_is_never_taken_for_an_image() =>
        Assert.IsEmpty(Check("FROM scratch\nCOPY <<EOF /x\nFROM golang\nCOPY --from=nginx a b\nEOF"));

    [TestMethod]
    public void A_variable_in_copy_from_takes_the_scope_of_its_stage()
    {
        var finding = Check($"FROM a{Pin}\nARG TOOL=nginx:1\nCOPY --from=$TOOL a b").Single();

        Assert.AreEqual((3, 13), (finding.Line, finding.Column));
        Assert.Contains("nginx:1", finding.Message);
    }

    private static IReadOnlyList<Diagnostic> Check(string text) => PinChecker.Check(Read.File(text));
}
