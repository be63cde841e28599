using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Rewriting;

namespace ReproBuild.Core.Tests.Rewriting;

[TestClass]
public sealed class LayerOrderSpecs
{
    [TestMethod]
    public void Entries_come_by_the_bytes_of_their_paths() =>
        Order(t => t.File("ü").File("b/x").File("a.txt").Folder("a").File("a/z").File("a-b").File("Z").Folder("b").File("./aa"))
            .Is("Z", "a/", "a-b", "a.txt", "a/z", "./aa", "b/", "b/x", "ü");

    [TestMethod]
    public void A_hard_link_stays_behind_its_target() =>
        Order(t => t.File("z").HardLink("a", "z").HardLink("b", "./a").File("m")).Is("m", "z", "a", "b");

    [TestMethod]
    public void A_hard_link_to_a_lower_layer_stays_before_what_replaces_its_target() =>
        Order(t => t.File("x").HardLink("m", "a").File("a")).Is("m", "a", "x");

    [TestMethod]
    public void A_hard_link_whose_target_is_elsewhere_is_sorted_as_any_other_entry() =>
        Order(t => t.File("z").HardLink("a", "usr/lower")).Is("a", "z");

    [TestMethod]
    public void Whiteouts_of_a_lower_layer_are_sorted_and_kept() =>
        Order(t => t.File("d/z").File("d/.wh.gone").File("d/.wh..wh..opq").Folder("d")).Is("d/", "d/.wh..wh..opq", "d/.wh.gone", "d/z");

    [TestMethod]
    public void Two_entries_of_one_path_keep_the_layer_in_its_order() =>
        Order(t => t.File("z").File("./a").File("a")).Is("z", "./a", "a");

    [TestMethod]
    public void A_whiteout_of_what_the_layer_itself_holds_keeps_the_layer_in_its_order() =>
        Order(t => t.File("z").File("a/x").File(".wh.a")).Is("z", "a/x", ".wh.a");

    [TestMethod]
    public void An_entry_below_a_link_keeps_the_layer_in_its_order() =>
        Order(t => t.File("z").SymbolicLink("a", "usr").File("a/x")).Is("z", "a", "a/x");

    private static Written Order(Func<TarBuilder, TarBuilder> entries)
    {
        using var folder = new TestFolder();
        string source = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(entries(new TarBuilder()).Build()))).Write(folder);
        ArchiveRewriter.Rewrite(source, folder["out.tar"], new RewriteOptions(0));

        using var archive = ImageArchive.Open(folder["out.tar"]);
        using var reader = LayerReader.Open(archive, archive.Images[0].Layers[0], CancellationToken.None);
        var paths = new List<string>();
        while (reader.Next() is { } entry) paths.Add(entry.Path);
        return new Written(paths);
    }

    private sealed record Written(List<string> Paths)
    {
        public void Is(params string[] expected) => CollectionAssert.AreEqual(expected, Paths, string.Join(' ', Paths));
    }
}
