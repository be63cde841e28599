using FsCheck;
using FsCheck.Fluent;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Pinning;

[TestClass]
public sealed class UnifiedDiffSpecs
{
    [TestMethod]
    public void Equal_texts_have_none() => Assert.AreEqual("", UnifiedDiff.Of("f", "a\n", "a\n"));

    [TestMethod]
    public void A_changed_line_is_shown_with_three_lines_around_it() => Assert.AreEqual(
        "--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
        UnifiedDiff.Of("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"));

    [TestMethod]
    public void A_new_file_comes_from_nothing() =>
        Assert.AreEqual("--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file\n", UnifiedDiff.Of("f", null, "a\nb"));

    [TestMethod]
    public void Git_makes_the_new_text_of_the_old_one_with_it()
    {
        using var repository = new TestRepository();
        var lines = Gen.Elements("a\n", "b\n", "c\r\n", "d\n", "\n").ListOf().Select(string.Concat);
        var pairs = Gen.Zip(lines, lines).Where(p => p.Item1.Length > 0 && p.Item2.Length > 0 && p.Item1 != p.Item2);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            repository.Write("file", pair.Item1);
            repository.Write("patch", UnifiedDiff.Of("file", pair.Item1, pair.Item2));
            repository.Run("-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "patch");
            Assert.AreEqual(pair.Item2, File.ReadAllText(repository["file"]));
        }));
    }
}
