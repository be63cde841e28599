using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

[TestClass]
public sealed partial class DotnetTextMutationTests
{
    [TestMethod]
    public void Dependencies_that_name_something_else_are_not_in_another_order()
    {
        var pair = Mutations.Pair("deps-json/another-order");
        var document = JsonNode.Parse(pair.Left);

        var wrong = Mutations.Of(pair, (mutant, _) => JsonNode.DeepEquals(document, JsonNode.Parse(mutant)));

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [TestMethod]
    public void A_manifest_of_static_assets_with_another_address_is_not_explained_by_times()
    {
        var pair = Mutations.Pair("static-assets-time/published-twice");
        string content = Encoding.UTF8.GetString(pair.Left);
        (int Start, int Length)[] times = [.. Time().Matches(content).Select(m => (m.Index, m.Length))];

        // Fingerprints and hashes of contents follow from contents, which would differ themselves.
        var wrong = Mutations.Of(pair, (mutant, at) => times.Holds(at) || Hashes(pair.Left).Holds(at));

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [TestMethod]
    public void A_package_with_another_content_is_not_explained_by_how_it_was_packed()
    {
        var pair = Mutations.Pair("nupkg/packed-twice");
        string contents = Contents(pair.Left);

        var wrong = Mutations.Of(pair, (mutant, _) => Contents(mutant) == contents);

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    private static List<(int Start, int Length)> Hashes(byte[] content) =>
        [.. Hash().Matches(Encoding.UTF8.GetString(content)).Select(m => (m.Index, m.Length))];

    private static string Contents(byte[] package)
    {
        using var archive = new ZipArchive(new MemoryStream(package));
        var text = new StringBuilder();
        foreach (var entry in archive.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(content);
            string value = entry.FullName == "_rels/.rels"
                ? Id().Replace(Encoding.UTF8.GetString(content.ToArray()), "")
                : Convert.ToHexString(content.ToArray());
            text.AppendLine($"{entry.FullName} {value}");
        }

        return text.ToString();
    }

    [GeneratedRegex("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT")]
    private static partial Regex Time();

    [GeneratedRegex("""sha256-[A-Za-z0-9+/]{43}=|(?<="ETag","Value":"\\")[A-Za-z0-9+/]{43}=|(?<="fingerprint","Value":")[a-z0-9]{10}(?=")|\.[a-z0-9]{10}(?=\.(?:js|css|wasm)")""")]
    private static partial Regex Hash();

    [GeneratedRegex(" Id=\"R[0-9A-F]{16}\"|core-properties/[^.\"]*")]
    private static partial Regex Id();
}
