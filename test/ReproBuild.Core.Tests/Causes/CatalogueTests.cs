using System.Text.RegularExpressions;
using ReproBuild.Causes;

namespace ReproBuild.Core.Tests.Causes;

[TestClass]
public sealed partial class CatalogueTests
{
    [TestMethod]
    public void Every_cause_has_a_name_and_a_code_of_its_own()
    {
        var all = CauseCatalogue.Default.All;

        Assert.AreEqual(all.Count, all.Select(c => c.Code).Distinct().Count(), string.Join(' ', all.GroupBy(c => c.Code).Where(g => g.Count() > 1).Select(g => g.Key)));
        foreach (var cause in all)
        {
            Assert.MatchesRegex(Id(), cause.Id);
            Assert.MatchesRegex(Code(), cause.Code);
            Assert.IsFalse(string.IsNullOrWhiteSpace(cause.Title), cause.Id);
            foreach (string root in cause.DerivedFrom) Assert.Contains(root, all.Select(c => c.Id), cause.Id);
        }
    }

    [TestMethod]
    public void Every_code_of_a_cause_has_a_section_in_the_diagnostics_page_that_names_the_cause()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "diagnostics.md"));

        foreach (var cause in CauseCatalogue.Default.All)
        {
            int start = page.IndexOf($"## {cause.Code}: ", StringComparison.Ordinal);
            Assert.IsGreaterThan(0, start, $"{cause.Code} ({cause.Id}) has no section");
            int end = page.IndexOf("\n## ", start + 3, StringComparison.Ordinal);
            string section = end < 0 ? page[start..] : page[start..end];
            Assert.Contains($"`{cause.Id}`", section);
            Assert.Contains("*Remedy:*", section);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Id();

    [GeneratedRegex("^REPRO5[1-6][0-9]{2}$")]
    private static partial Regex Code();
}
