using ReproBuild.Building.Dotnet;

namespace ReproBuild.Core.Tests.Building.Dotnet;

[TestClass]
public sealed class StaticWebAssetEndpointsTests
{
    [TestMethod]
    public void Every_time_of_a_file_becomes_the_epoch_and_nothing_else_changes()
    {
        const string manifest = """{"Endpoints":[{"ResponseHeaders":[{"Name":"ETag","Value":"\"x\""},{"Name":"Last-Modified","Value":"Sun, 22 Nov 2026 17:10:55 GMT"}]},{"S":[{"Name":"Last-Modified","Value":"Mon, 23 Nov 2026 00:00:00 GMT"}]}]}""";

        string settled = StaticWebAssetEndpoints.Settle(manifest, 0);

        Assert.AreEqual(
            """{"Endpoints":[{"ResponseHeaders":[{"Name":"ETag","Value":"\"x\""},{"Name":"Last-Modified","Value":"Thu, 01 Jan 1970 00:00:00 GMT"}]},{"S":[{"Name":"Last-Modified","Value":"Thu, 01 Jan 1970 00:00:00 GMT"}]}]}""",
            settled);
        Assert.AreEqual(settled, StaticWebAssetEndpoints.Settle(settled, 0));
    }

    [TestMethod]
    public void A_header_of_another_name_keeps_its_value()
    {
        const string manifest = """{"Name":"X-Last-Modified","Value":"Sun, 22 Nov 2026 17:10:55 GMT"}""";

        Assert.AreEqual(manifest, StaticWebAssetEndpoints.Settle(manifest, 0));
    }

    [TestMethod]
    public void Where_the_packages_of_a_user_lie_decides_no_order()
    {
        const string plain = """{"Route":"a.js","AssetFile":"a.js","Selectors":[ ]}""", zipped = """{"Route":"a.js","AssetFile":"a.js.gz"}""";
        const string other = """{"Route":"A.js","AssetFile":"z.js"}""", again = """{"Route":"a.js","AssetFile":"a.js","Selectors":[{}]}""";

        foreach (string order in (string[])[$"{plain},{zipped},{other},{again}", $"{zipped}, {again}, {plain}, {other}"])
        {
            string settled = StaticWebAssetEndpoints.Settle($$"""{"Version":1,"Endpoints":[{{order}}],"More":"\u0041"}""", 0);

            Assert.AreEqual($$"""{"Version":1,"Endpoints":[{{other}},{{plain}},{{again}},{{zipped}}],"More":"\u0041"}""", settled);
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[1]")]
    [DataRow("{ \"Endpoints\": 1 }")]
    [DataRow("{ \"Endpoints\": [ 3, \"b\" ] ")]
    public void What_is_no_such_manifest_stays_as_it_is(string text) => Assert.AreEqual(text, StaticWebAssetEndpoints.Settle(text, 0));
}
