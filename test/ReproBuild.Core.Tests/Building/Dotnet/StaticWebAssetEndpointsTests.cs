using ReproBuild.Building.Dotnet;

namespace ReproBuild.Core.Tests.Building.Dotnet;

[TestClass]
public sealed class StaticWebAssetEndpointsTests
{
    [TestMethod]
    public void Every_time_of_a_file_becomes_the_epoch_and_nothing_else_changes()
    {
        const string manifest = """{"Endpoints":[{"ResponseHeaders":[{"Name":"ETag","Value":"\"x\""},{"Name":"Last-Modified","Value":"Sun, 22 Nov 2026 17:10:55 GMT"}]},{"H":[{"Name":"Last-Modified","Value":"Mon, 23 Nov 2026 00:00:00 GMT"}]}]}""";

        string settled = StaticWebAssetEndpoints.AtEpoch(manifest, 0);

        Assert.AreEqual(
            """{"Endpoints":[{"ResponseHeaders":[{"Name":"ETag","Value":"\"x\""},{"Name":"Last-Modified","Value":"Thu, 01 Jan 1970 00:00:00 GMT"}]},{"H":[{"Name":"Last-Modified","Value":"Thu, 01 Jan 1970 00:00:00 GMT"}]}]}""",
            settled);
        Assert.AreEqual(settled, StaticWebAssetEndpoints.AtEpoch(settled, 0));
    }

    [TestMethod]
    public void A_header_of_another_name_keeps_its_value()
    {
        const string manifest = """{"Name":"X-Last-Modified","Value":"Sun, 22 Nov 2026 17:10:55 GMT"}""";

        Assert.AreEqual(manifest, StaticWebAssetEndpoints.AtEpoch(manifest, 0));
    }
}
