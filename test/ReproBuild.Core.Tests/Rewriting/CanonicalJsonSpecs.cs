using System.Text;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Rewriting;

[TestClass]
public sealed class CanonicalJsonSpecs
{
    [TestMethod]
    [DataRow("""{ "b" : 1, "a" : [ true, null, {"z":{},"y":[]} ] }""", """{"a":[true,null,{"y":[],"z":{}}],"b":1}""")]
    [DataRow("""{"a":"\u002B\u00fc\u65E5\/"}""", """{"a":"+ü日/"}""")]
    [DataRow("""{"a":"\u0000\u001f\t\n\"\\"}""", """{"a":"\u0000\u001f\t\n\"\\"}""")]
    [DataRow("""{"a":1.50,"b":1e3,"c":12345678901234567890123}""", """{"a":1.50,"b":1e3,"c":12345678901234567890123}""")]
    [DataRow("""{"a":"\ud83d\ude00"}""", """{"a":"😀"}""")]
    public void A_value_has_one_form(string json, string expected)
    {
        string written = Canonical(json);

        Assert.AreEqual(expected, written);
        Assert.AreEqual(expected, Canonical(written));
    }

    [TestMethod]
    [DataRow("""{"a":1,"a":2}""")]
    [DataRow("""{"a":"\ud83d"}""")]
    [DataRow("""[]""")]
    [DataRow("""{""")]
    public void What_is_malformed_is_refused_with_its_name(string json)
    {
        var error = Assert.Throws<ReproException>(() => Canonical(json));

        Assert.AreEqual(DiagnosticCodes.MalformedManifest, error.Diagnostic.Code);
        Assert.Contains("configuration of x", error.Message);
    }

    private static string Canonical(string json) =>
        Encoding.UTF8.GetString(CanonicalJson.Write(CanonicalJson.ParseObject(Encoding.UTF8.GetBytes(json), "configuration of x"), "configuration of x"));
}
