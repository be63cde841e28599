using System.IO.Compression;
using System.Text.Json;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes.Pairs;

/// <summary>Folders as real programs leave them, run twice: <c>corpus/trees/&lt;name&gt;/{tree.json,left.tar.gz,right.tar.gz}</c>.</summary>
internal static class TreePairs
{
    private sealed record Tree(string[] Expect, string Made);

    public static IReadOnlyList<DifferencePair> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "corpus", "trees"), "tree.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Load)];

    private static DifferencePair Load(string json)
    {
        var tree = JsonSerializer.Deserialize<Tree>(File.ReadAllText(json), JsonSerializerOptions.Web)!;
        string folder = Path.GetDirectoryName(json)!;
        return new DifferencePair(tree.Made, () => Explained.Images(Image(folder, "left"), Image(folder, "right")), tree.Expect);
    }

    private static TestImage Image(string folder, string side)
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(folder, side + ".tar.gz")), CompressionMode.Decompress);
        using var tar = new MemoryStream();
        packed.CopyTo(tar);
        return new TestImage(TestLayer.Gzip(tar.ToArray()));
    }
}
