using ReproBuild.Comparing;

namespace ReproBuild.Core.Tests.Infra;

[TestClass]
public sealed class PrintableTests
{
    [TestMethod]
    [DataRow("app/##vso[task.setvariable variable=x]y")]
    [DataRow("##[add-path]/tmp")]
    [DataRow("###vso[a]")]
    [DataRow("ü ##VSO[task.complete result=Succeeded;]")]
    public void A_name_from_an_image_gives_no_orders_to_a_build_server(string name)
    {
        string shown = Printable.Escape(name);

        Assert.DoesNotContain("##vso[", shown.ToLowerInvariant());
        Assert.DoesNotContain("##[", shown);
    }

    [TestMethod]
    [DataRow("::stop-commands::x")]
    [DataRow("a\u00e4 ::error file=app.js,line=1::boo")]
    public void A_name_from_an_image_gives_no_orders_where_a_line_is_wrapped_before_it(string name) =>
        Assert.IsFalse(Printable.Escape(name).Split(' ').Any(word => word.StartsWith("::", StringComparison.Ordinal)));

    [TestMethod]
    [DataRow("std::string and ::1", "std::string and ::1")]
    [DataRow("a#b", "a#b")]
    [DataRow("C# and F##", "C# and F##")]
    [DataRow("\u001b[31mred\n", "\\u{1b}[31mred\\n")]
    public void Other_names_stay_readable(string name, string expected) => Assert.AreEqual(expected, Printable.Escape(name));
}
