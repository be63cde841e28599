using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReproBuild.Reporting;

namespace ReproBuild.Core.Tests.Reporting;

[TestClass]
public sealed partial class HtmlReportSpecs
{
    [TestMethod]
    public void The_policy_allows_this_style_and_this_script_and_nothing_else()
    {
        string page = Reported.Divergent().Text(ReportFormat.Html);

        string policy = Policy().Match(page).Groups[1].Value;
        Assert.StartsWith("default-src 'none'; ", policy);
        Assert.Contains($"style-src '{Hash(Style().Matches(page).Single().Groups[1].Value)}'", policy);
        Assert.Contains($"script-src '{Hash(Code().Matches(page).Single().Groups[1].Value)}'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("{{", page[..page.IndexOf("<script", StringComparison.Ordinal)]);
    }

    [TestMethod]
    public void Nothing_that_an_image_says_is_markup()
    {
        const string stranger = "</script><script>alert(1)</script><!--{{data}}{{script}}\u2028\uD800";
        string page = Reported.Divergent(stranger).Text(ReportFormat.Html);
        string harmless = Reported.Divergent("harmless").Text(ReportFormat.Html);

        Assert.AreEqual(harmless.Count(c => c == '<'), page.Count(c => c == '<'));
        var data = JsonNode.Parse(Data().Match(page).Groups[1].Value)!;
        Assert.Contains("</script><script>alert(1)</script><!--{{data}}{{script}}\u2028\uFFFD", data["columns"]!["strings"]!.AsArray().Select(s => (string)s!));
    }

    [TestMethod]
    public void Differences_that_share_their_values_share_their_bytes()
    {
        var one = Reported.Divergent();
        var many = one with { Differences = [.. Enumerable.Range(0, 10_000).Select(i => one.Differences[1] with { Difference = one.Differences[1].Difference with { Path = $"usr/share/pkg/{i}" } })] };

        int more = many.Text(ReportFormat.Html).Length - one.Text(ReportFormat.Html).Length;

        Assert.IsLessThan(60 * 10_000, more);
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("(?s)<style>(.*?)</style>")]
    private static partial Regex Style();

    [GeneratedRegex("(?s)<script>(.*?)</script>")]
    private static partial Regex Code();

    [GeneratedRegex("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")]
    private static partial Regex Data();
}
