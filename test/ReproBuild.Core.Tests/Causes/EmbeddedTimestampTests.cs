using System.Text;
using ReproBuild.Causes;
using ReproBuild.Causes.Texts;
using ReproBuild.Comparing;

namespace ReproBuild.Core.Tests.Causes;

[TestClass]
public sealed class EmbeddedTimestampTests
{
    [TestMethod]
    [DataRow("built 2026-11-22T17:10:55Z.", "built 2026-11-22T17:10:56Z.")]
    [DataRow("built 2026-11-22 17:10:55.123456+01:00", "built 2026-11-22 17:11:55.12+01:00")]
    [DataRow("2026/11/22 17:10:55 start", "2026/11/22 17:10:56 start")]
    [DataRow("Sun Nov 22 17:10:55 UTC 2026\n", "Mon Nov 23 07:10:56 UTC 2026\n")]
    [DataRow("Sun Nov  1 05:10:55 PM UTC 2026\n", "Sun Nov 22 05:10:56 AM UTC 2026\n")]
    [DataRow("Sun, 22 Nov 2026 17:10:55 GMT", "Sun, 22 Nov 2026 17:10:56 GMT")]
    [DataRow("So 22. Nov 17:10:55 UTC 2026", "Mo 23. Nov 17:10:55 UTC 2026")]
    [DataRow("dim. 22 nov. 2026 17:10:55 UTC", "mar. 1 déc. 2026 17:10:55 UTC")]
    [DataRow("v1.0-20261122T171055Z", "v1.0-20261122T171056Z")]
    [DataRow("v1.0.20261122171055", "v1.0.20261122171056")]
    [DataRow("Nov 22 2026 17:10:55", "Nov 23 2026 17:10:55")]
    [DataRow("\u0001\0Nov 22 2026\017:10:55\0", "\u0001\0Nov 22 2026\017:10:56\0")]
    [DataRow("{\"at\":1795367455}", "{\"at\":1795367456}")]
    [DataRow("{\"at\":1795367455123}", "{\"at\":1795367456001}")]
    [DataRow("time=1795367455.1234", "time=1795367455.12")]
    [DataRow("same 2020-01-01T00:00:00Z, 1795367455", "same 2020-01-01T00:00:00Z, 1795367456")]
    public void A_time_of_a_build_is_masked_in_every_form(string left, string right)
    {
        var explanation = Explained.Contents("a", Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

        Assert.AreEqual(("embedded-timestamp", Certainty.Proven), (explanation.Names(), explanation.Certainty), Encoding.UTF8.GetString(explanation.Left.Span));
    }

    [TestMethod]
    [DataRow("valid until 1995-11-22T17:10:55Z", "valid until 1996-11-22T17:10:55Z", DisplayName = "before computers built images")]
    [DataRow("released 2024-01-05", "released 2025-03-09", DisplayName = "dates far apart")]
    [DataRow("restart at 04:30:00", "restart at 05:30:00", DisplayName = "a time of day")]
    [DataRow("serial 1795367455", "serial 2795367455", DisplayName = "numbers far apart")]
    [DataRow("size 1234567890", "size 1234567891", DisplayName = "a number before 2015")]
    [DataRow("sha a1795367455b", "sha a1795367456b", DisplayName = "part of another word")]
    [DataRow("0.1795367455", "0.1795367456", DisplayName = "a fraction")]
    [DataRow("2026-11-22T17:10:55Z red", "2026-11-22T17:10:56Z blue", DisplayName = "another word beside it")]
    [DataRow("2026-11-22T17:10:55Z", "2026-11-22T17:10:56+01:00", DisplayName = "another zone")]
    [DataRow("\0since 2026-11-22T17:10:55.1Z\0", "\0since 2026-11-22T17:10:55.12Z\0", DisplayName = "another length in what is no text")]
    [DataRow("2026-02-30T17:10:55Z", "2026-02-31T17:10:55Z", DisplayName = "no date")]
    public void What_may_mean_something_else_is_not_masked(string left, string right)
    {
        var explanation = Explained.Contents("a", Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

        Assert.AreNotEqual(Certainty.Proven, explanation.Certainty, explanation.Names());
    }

    [TestMethod]
    public void Where_the_time_of_the_builds_is_known_no_other_time_is_masked()
    {
        var start = new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);
        var build = new BuildTrace(start, start.AddMinutes(2), [], []);
        var context = new CauseContext { Left = build, Right = build };

        var during = Explained.Contents("a", "2026-11-22"u8.ToArray(), "2026-11-23"u8.ToArray(), context);
        var before = Explained.Contents("a", "2026-10-22T17:10:55Z"u8.ToArray(), "2026-10-22T17:10:56Z"u8.ToArray(), context);

        Assert.AreEqual(Certainty.Proven, during.Certainty);
        Assert.AreEqual(Certainty.Unexplained, before.Certainty);
    }

    [TestMethod]
    public void The_sentence_quotes_both_times()
    {
        var explanation = Explained.Contents("build-info", "Sun Nov 22 17:10:55 UTC 2026\n"u8.ToArray(), "Sun Nov 22 17:10:56 UTC 2026\n"u8.ToArray());

        Assert.AreEqual("/build-info holds the time of the build: \"Sun Nov 22 17:10:55 UTC 2026\" against \"…17:10:56…\"", explanation.Claims.Single().Sentence);
    }

    [TestMethod]
    public void A_line_of_megabytes_is_looked_through()
    {
        byte[] left = new byte[4 << 20], right = new byte[4 << 20];
        left.AsSpan().Fill((byte)'1');
        left[^1] = (byte)'\n';
        left.CopyTo(right, 0);
        "2"u8.CopyTo(right);
        "3"u8.CopyTo(right.AsSpan(right.Length - 2));

        Assert.AreEqual(Certainty.Unexplained, Explained.Contents("a", left, right).Certainty);
    }

    [TestMethod]
    [DataRow("RUN date > /build-info", "RUN date -u -d @$SOURCE_DATE_EPOCH > /build-info")]
    [DataRow("RUN echo $(date) > /a", "RUN echo $(date -u -d @$SOURCE_DATE_EPOCH) > /a")]
    [DataRow("RUN make && date -u +%F >> /a", "RUN make && date -u -d @$SOURCE_DATE_EPOCH +%F >> /a")]
    [DataRow("RUN date -u -d @0 > /a", null)]
    [DataRow("RUN echo date > /a", null)]
    [DataRow("RUN [\"date\"]", null)]
    [DataRow("COPY date /", null)]
    public void A_date_in_a_RUN_is_rewritten(string instruction, string? expected) =>
        Assert.AreEqual(expected, DateRemedy.Rewritten(instruction));

    [TestMethod]
    public void The_remedy_declares_the_epoch_before_the_rewritten_line()
    {
        var difference = new Difference(DifferenceKind.Content) { Path = "build-info", Blame = new InstructionBlame("RUN date > /build-info", "/src/Dockerfile", 9, 1) };

        var remedy = new EmbeddedTimestamp().RemedyFor(new RemedyContext(difference, ImageOrigin.Dockerfile));

        Assert.AreEqual("ARG SOURCE_DATE_EPOCH\nRUN date -u -d @$SOURCE_DATE_EPOCH > /build-info", remedy.Paste);
    }
}
