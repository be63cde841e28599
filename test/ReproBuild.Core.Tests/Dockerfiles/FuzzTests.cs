using FsCheck;
using FsCheck.Fluent;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Dockerfiles;

[TestClass]
public sealed class FuzzTests
{
    private static readonly Config Bounded = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(60);

    // Pieces that mean something to the parser, so that most texts get past its first line.
    private static readonly string[] Pieces =
    [
        "FROM ", "RUN ", "COPY ", "ADD ", "ARG ", "ENV ", "LABEL ", "ONBUILD ", "HEALTHCHECK ", "CMD ", "SHELL ", "VOLUME ", "# ", "#syntax=",
        "# escape=`", "// syntax=", "\n", "\n", "\n", "\r\n", "\\\n", "`\n", "\\", "`", "'", "\"", "$", "${", "}", "${A:-", "${A#", "${A//", "/", ":", "-",
        "=", "A=1", "A", " ", "  ", "\t", "\uFEFF", "<<EOF", "<<-", "<<'E'", "EOF", "--from=", "--mount=type=bind,from=", "--", "--link", " AS b", "b", "0",
        "alpine:3", "scratch", "[", "]", "[\"a\"", ",", "{", "\0", "é", "\uD83D", "\uDE80", "\u2028", "\u0085", "@sha256:", "*", "?", "!", "\v", "NONE",
    ];

    private static readonly Gen<string> Texts = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces));

    private static readonly Gen<string> Files = Texts.Select(t => "FROM alpine:3 AS b\n" + t);

    [TestMethod]
    public void Any_text_round_trips_or_is_refused_in_our_own_words() =>
        Check.One(Bounded, Prop.ForAll(Gen.OneOf(Texts, Files).ToArbitrary(), RoundTripsOrIsRefused));

    [TestMethod]
    public void Any_string_at_all_is_read_or_refused() =>
        Check.One(Bounded, Prop.ForAll<string?>(text => RoundTripsOrIsRefused(text ?? "")));

    [TestMethod]
    public void Any_rules_of_a_dockerignore_are_read_or_refused() =>
        Check.One(Bounded, Prop.ForAll(Texts.ToArbitrary(), text =>
        {
            try
            {
                DockerIgnore.Parse(text, "/c/.dockerignore").IsExcluded("a/b/c.d");
            }
            catch (ReproException e)
            {
                Assert.AreEqual(DiagnosticCodes.DockerIgnoreInvalid, e.Diagnostic.Code);
            }
        }));

    [TestMethod]
    public void Any_reference_is_read_and_written_alike_or_refused() =>
        Check.One(Bounded, Prop.ForAll(Texts.ToArbitrary(), text =>
        {
            if (!ImageReference.TryParse(text, out var reference, out string? reason)) Assert.AreNotEqual("", reason);
            else Assert.AreEqual(reference, ImageReference.Parse(reference.ToString()));
        }));

    private static void RoundTripsOrIsRefused(string text)
    {
        try
        {
            var file = Dockerfile.Parse(text, Read.Path);
            Assert.AreEqual(text, Read.Joined(file));
            foreach (var use in PinChecker.FindImages(file, new ImageUseQuery()))
            {
                if (use.Literal is { } literal) Assert.AreEqual(use.Text, literal.Of(text));
                if (use.Reference is not { IsPinned: true }) Assert.IsNotNull(PinChecker.Check(use));
            }
        }
        catch (ReproException e)
        {
            Assert.AreEqual(DiagnosticCodes.DockerfileInvalid, e.Diagnostic.Code);
            Assert.IsGreaterThan(0, e.Diagnostic.Line);
        }
    }
}
