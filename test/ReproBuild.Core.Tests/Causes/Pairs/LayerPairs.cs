using ReproBuild.Causes;
using ReproBuild.Core.Tests.Infra;
using static ReproBuild.Core.Tests.Causes.Pairs.DifferencePair;

namespace ReproBuild.Core.Tests.Causes.Pairs;

/// <summary>What only the rest of a layer tells: links, folders, whiteouts, order, padding.</summary>
internal static class LayerPairs
{
    private static readonly byte[] Tar = new TarBuilder().File("a", "1").Build();

    public static IReadOnlyList<DifferencePair> All { get; } =
    [
        Tars("a link against an equal file", t => t.File("bin/a", "x").HardLink("bin/b", "bin/a"), t => t.File("bin/a", "x").File("bin/b", "x"), "hardlink"),
        Tars("another name is the file", t => t.File("bin/a", "x").HardLink("bin/b", "bin/a"), t => t.File("bin/b", "x").HardLink("bin/a", "bin/b"), "entry-order", "hardlink"),
        Tars("another chain", t => t.File("a", "x").HardLink("b", "a").HardLink("c", "a"), t => t.File("a", "x").HardLink("b", "a").HardLink("c", "./b"), "hardlink"),
        Tars("a link against another file", t => t.File("a", "x").HardLink("b", "a"), t => t.File("a", "x").File("b", "y"), "unexplained") with { NearMissOf = "hardlink" },
        Tars("a link to another file", t => t.File("a", "x").File("b", "y").HardLink("c", "a"), t => t.File("a", "x").File("b", "y").HardLink("c", "b"), "unexplained") with { NearMissOf = "hardlink" },
        Tars("an equal file with other rights", t => t.File("a", "x").HardLink("b", "a"), t => t.File("a", "x").File("b", "x", Convert.ToInt32("4755", 8)), "unexplained") with { NearMissOf = "hardlink" },
        Tars("a symbolic link to another target", t => t.SymbolicLink("l", "a"), t => t.SymbolicLink("l", "b"), "unexplained") with { NearMissOf = "hardlink" },

        Tars("a marker that hides nothing", t => t.File("d/.wh..wh..opq").File("d/x"), t => t.File("d/x"), "opaque-whiteout"),
        Tars("a whiteout of what is not there", t => t.File("d/.wh.y").File("d/x"), t => t.File("d/x"), "opaque-whiteout"),
        Over("a marker against a whiteout of each name", t => t.File("d/x").File("d/y/z"), t => t.File("d/.wh..wh..opq"), t => t.File("d/.wh.x").File("d/.wh.y"), "opaque-whiteout"),
        Over("a marker beside a whiteout of its folder", t => t.File("d/e/x"), t => t.File(".wh.d").File("d/e/.wh..wh..opq").File("d/e/n"), t => t.File(".wh.d").File("d/e/n"), "opaque-whiteout"),
        Over("a marker that hides what the other side keeps", t => t.File("d/x").File("d/y"), t => t.File("d/.wh..wh..opq"), t => t.File("d/.wh.x"), "unexplained") with { NearMissOf = "opaque-whiteout" },
        Over("a file that is removed", t => t.File("d/y"), t => t.File("d/.wh.y").File("d/x"), t => t.File("d/x"), "unexplained") with { NearMissOf = "opaque-whiteout" },
        Over("a marker in a folder that a link leads to", t => t.Folder("e").SymbolicLink("d", "e"), t => t.File("d/.wh..wh..opq").File("d/x"), t => t.File("d/x"), "opaque-whiteout") with
        {
            NearMissOf = "opaque-whiteout",
            Certainty = Certainty.Suspected,
        },

        Tars("a place to mount", t => t.Folder("proc").File("x"), t => t.File("x"), "implicit-directory"),
        Tars("the folder of a file", t => t.Folder("usr").Folder("usr/lib").File("usr/lib/x"), t => t.File("usr/lib/x"), "implicit-directory"),
        Tars("an empty folder", t => t.Folder("data").File("x"), t => t.File("x"), "unexplained") with { NearMissOf = "implicit-directory" },
        Tars("the folder of a file, with rights of its own", t => t.Folder("keys", Convert.ToInt32("700", 8)).File("keys/x"), t => t.File("keys/x"), "unexplained") with { NearMissOf = "implicit-directory" },
        Tars("a folder whose files are on the same side alone", t => t.Folder("data").File("data/x"), t => t, "unexplained") with { NearMissOf = "implicit-directory" },

        Tars("entries in another order", t => t.File("a").File("b").File("c"), t => t.File("c").File("a").File("b"), "entry-order"),
        Tars("an entry more, in the same order", t => t.File("a").File("b").File("c"), t => t.File("a").File("x").File("b").File("c"), "unexplained") with { NearMissOf = "entry-order" },

        new("zeros after the last entry", () => Layers(Tar, [.. Tar, .. new byte[8192]]), "tar-padding"),
        new("a block that is not filled up with zeros", () => Layers(Tar, Dirty()), "tar-padding"),
        Tars("a file that is longer by zeros", t => t.File("a", "1"), t => t.File("a", "1\0"), "unexplained") with { NearMissOf = "tar-padding" },

        Tars("the same entry twice", t => t.File("a", "1").File("b").File("a", "1"), t => t.File("a", "1").File("b"), "duplicate-entry"),
        Tars("another entry of one path", t => t.File("a", "1").File("b").File("a", "2"), t => t.File("a", "1").File("b"), "unexplained") with { NearMissOf = "duplicate-entry" },
        Tars("another file of that content", t => t.File("a", "1").File("b", "1"), t => t.File("a", "1"), "unexplained") with { NearMissOf = "duplicate-entry" },
    ];

    private static DifferencePair Over(string name, Func<TarBuilder, TarBuilder> below, Func<TarBuilder, TarBuilder> left, Func<TarBuilder, TarBuilder> right, params string[] expect)
    {
        TestImage Image(Func<TarBuilder, TarBuilder> top) => new(TestLayer.Gzip(below(new TarBuilder()).Build()), TestLayer.Gzip(top(new TarBuilder()).Build()));
        return new DifferencePair(name, () => Explained.Images(Image(left), Image(right)), expect);
    }

    private static Diagnosis Layers(byte[] left, byte[] right) => Explained.Images(new TestImage(TestLayer.Gzip(left)), new TestImage(TestLayer.Gzip(right)));

    private static byte[] Dirty()
    {
        byte[] dirty = [.. Tar];
        dirty[600] = 7;
        return dirty;
    }
}
