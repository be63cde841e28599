using System.Text;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Core.Tests.Archives;

[TestClass]
public sealed class BadTarSpecs
{
    [TestMethod]
    public void A_wrong_checksum_is_refused()
    {
        byte[] tar = new TarBuilder().File("a", "b").File("c").Build();
        byte[] first = [.. tar], second = [.. tar];
        first[3] ^= 1;
        second[1024] ^= 1;

        Assert.Contains("no tar", Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(first)));
        Assert.Contains("byte 1024", Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(second)));
    }

    [TestMethod]
    [DataRow(100)]
    [DataRow(512)]
    [DataRow(512 + 5)]
    [DataRow(512 + 700)]
    public void A_tar_that_ends_too_soon_is_refused(int length)
    {
        byte[] tar = new TarBuilder().File("name", new byte[700]).Build();

        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(tar[..length]));
    }

    [TestMethod]
    public void A_tar_that_ends_after_or_within_an_extended_header_is_refused()
    {
        byte[] tar = new TarBuilder().Extended('x', "x", [("path", "a")]).BuildWithoutEnd();

        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(tar));
        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All([.. tar, .. new byte[1024]]));
        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(tar[..600]));
    }

    [TestMethod]
    [DataRow(124, "-0000000001", DisplayName = "negative octal size")]
    [DataRow(124, "0000000008\0", DisplayName = "no octal size")]
    [DataRow(108, "12x4\0", DisplayName = "no octal uid")]
    [DataRow(136, "\u00FF", DisplayName = "odd mtime")]
    public void A_field_that_holds_no_number_is_refused(int offset, string field) => Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(
        new TarBuilder().Add(new TarItem("a") { Header = h => { h.AsSpan(offset, 6).Clear(); Encoding.UTF8.GetBytes(field).CopyTo(h, offset); } }).Build()));

    [TestMethod]
    public void A_size_in_base_256_that_is_negative_or_beyond_63_bits_is_refused()
    {
        byte[] negative = new TarBuilder().Add(new TarItem("a") { Size = -1 }).Build();
        byte[] huge = new TarBuilder().Add(new TarItem("a") { Header = h => h.AsSpan(124, 12).Fill(0xBF) }).Build();

        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(negative));
        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(huge));
    }

    [TestMethod]
    public void A_size_far_beyond_the_end_is_refused()
    {
        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(new TarBuilder().Add(new TarItem("a") { Size = long.MaxValue }).Build()));
        Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(new TarBuilder().Add(new TarItem("a") { Size = long.MaxValue - 511 }).File("b").Build()));
    }

    [TestMethod]
    [DataRow("x=y\n")]
    [DataRow("5 x=y\n")]
    [DataRow("99 x=y\n")]
    [DataRow("0 x=y\n")]
    [DataRow("-6 x=y\n")]
    [DataRow("7 x=y\n")]
    [DataRow("6 xyz\n")]
    [DataRow("6 =yz\n")]
    [DataRow("99999999999999999999 x=y\n")]
    [DataRow("11 size=-1\n")]
    [DataRow("28 size=9223372036854775808\n")]
    [DataRow("11 mtime=x\n")]
    [DataRow("12 path=a\0b\n")]
    public void A_pax_record_that_cannot_be_is_refused(string record) => Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(
        new TarBuilder().Extended('x', "x", Encoding.ASCII.GetBytes(record)).File("a").Build()));

    [TestMethod]
    public void What_goes_beyond_a_limit_is_refused_with_its_name()
    {
        byte[] name = new TarBuilder().Add(new TarItem(new string('n', Limits.MaxPathBytes + 1)) { GnuLong = true }).Build();
        byte[] promised = new TarBuilder().Raw(TarBuilder.HeaderOf(new TarItem("x") { Type = 'x' }, 1L << 40)).Build();
        byte[] global = new TarBuilder().Raw(TarBuilder.HeaderOf(new TarItem("x") { Type = 'g' }, long.MaxValue)).Build();
        var globals = new TarBuilder();
        for (int i = 0; i <= Limits.MaxGlobalHeaders; i++) globals.Global(("a", "b")).File("f");

        Assert.Contains("Limits.MaxPathBytes", Reading.Refused(DiagnosticCodes.LimitExceeded, () => Reading.All(name)));
        Assert.Contains("Limits.MaxPaxBytes", Reading.Refused(DiagnosticCodes.LimitExceeded, () => Reading.All(promised)));
        Assert.Contains("Limits.MaxPaxBytes", Reading.Refused(DiagnosticCodes.LimitExceeded, () => Reading.All(global)));
        Assert.Contains("Limits.MaxGlobalHeaders", Reading.Refused(DiagnosticCodes.LimitExceeded, () => Reading.All(globals.Build())));
    }

    [TestMethod]
    public void A_name_in_a_message_is_shortened_and_shows_no_line_of_its_own()
    {
        byte[] tar = new TarBuilder().Add(new TarItem("evil\nDockerfile(1,1): error REPRO9999: " + new string('x', 5000)) { Size = 99, GnuLong = true }).BuildWithoutEnd();

        string message = Reading.Refused(DiagnosticCodes.MalformedLayer, () => Reading.All(tar));

        Assert.IsLessThan(2500, message.Length);
    }
}
