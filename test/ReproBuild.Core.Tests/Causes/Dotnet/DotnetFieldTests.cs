using ReproBuild.Causes;
using ReproBuild.Causes.Dotnet;
using ReproBuild.Comparing;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

[TestClass]
public sealed class DotnetFieldTests
{
    [TestMethod]
    public void Another_version_of_the_sdk_is_recognised_in_label_and_history()
    {
        var difference = new Difference(DifferenceKind.ConfigField)
        {
            Fields =
            [
                new("$.config.Labels[\"net.dot.sdk.version\"]", "10.0.401", "10.0.402"),
                new("$.history[3].created_by", ".NET SDK Container Tooling, version 10.0.401", ".NET SDK Container Tooling, version 10.0.402"),
            ],
        };

        var match = new SdkVersion().Match(difference, CauseContext.Unknown);

        Assert.AreEqual(Certainty.Proven, match.Certainty);
        Assert.IsEmpty(match.Rest);
        Assert.Contains("10.0.402", new SdkVersion().Describe(difference));
    }

    [TestMethod]
    public void Another_instruction_in_the_history_is_not_the_sdk()
    {
        var difference = new Difference(DifferenceKind.ConfigField) { Fields = [new("$.history[3].created_by", "RUN make", "RUN make all")] };

        Assert.AreEqual(Certainty.Unexplained, new SdkVersion().Match(difference, CauseContext.Unknown).Certainty);
    }

    [TestMethod]
    [DataRow("app/wwwroot/_framework/App.ab12cd34ef.wasm", Certainty.Suspected)]
    [DataRow("app/wwwroot/_framework/App.wasm", Certainty.Unexplained)]
    [DataRow("app/data/App.ab12cd34ef.wasm", Certainty.Unexplained)]
    public void An_asset_that_is_named_by_its_content_is_suspected_and_never_proven(string path, Certainty certainty)
    {
        var difference = new Difference(DifferenceKind.EntryMissing) { Path = path };

        Assert.AreEqual(certainty, new WasmAsset().Match(difference, CauseContext.Unknown).Certainty);
    }

    [TestMethod]
    public void A_list_of_assets_is_explained_where_fingerprints_and_hashes_alone_differ()
    {
        string list = "{\"fingerprinting\":{\"App.ab12cd34ef.wasm\":\"App.wasm\"},\"hash\":\"sha256-" + new string('A', 43) + "=\"}";
        string other = list.Replace("ab12cd34ef", "zz12cd34ef", StringComparison.Ordinal).Replace(new string('A', 43), new string('B', 43), StringComparison.Ordinal);

        var explained = Explained.Contents("app/wwwroot/_framework/blazor.boot.json", System.Text.Encoding.UTF8.GetBytes(list), System.Text.Encoding.UTF8.GetBytes(other));
        var missed = Explained.Contents("app/wwwroot/_framework/blazor.boot.json", System.Text.Encoding.UTF8.GetBytes(list), System.Text.Encoding.UTF8.GetBytes(other.Replace("App.wasm", "Bpp.wasm", StringComparison.Ordinal)));

        Assert.AreEqual("wasm-fingerprint", explained.Names());
        Assert.AreEqual(Certainty.Proven, explained.Certainty);
        Assert.AreNotEqual(Certainty.Proven, missed.Certainty);
    }
}
