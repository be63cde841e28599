using ReproBuild.Sources;

namespace ReproBuild.Core.Tests.Sources;

[TestClass]
public sealed class DockerIgnoreTests
{
    [TestMethod]
    [DataRow("bin", "bin", true)]
    [DataRow("bin", "bin/app", true)]
    [DataRow("bin", "src/bin", false)]
    [DataRow("bin/", "bin/app", true)]
    [DataRow("/bin", "bin/app", true)]
    [DataRow("./bin/../obj", "obj/x", true)]
    [DataRow("*/temp*", "one/temporary", true)]
    [DataRow("*/temp*", "one/two/temporary", false)]
    [DataRow("temp?", "tempa", true)]
    [DataRow("temp?", "temp", false)]
    [DataRow("**/*.go", "a/b/c.go", true)]
    [DataRow("**/*.go", "c.go", true)]
    [DataRow("a/**", "a/b/c", true)]
    [DataRow("*.md", "README.md", true)]
    [DataRow("*.md", "docs/README.md", false)]
    [DataRow("[a-c].txt", "b.txt", true)]
    [DataRow("[^a-c].txt", "b.txt", false)]
    [DataRow("\\*", "*", true)]
    [DataRow("\\*", "a", false)]
    [DataRow("a.b", "axb", false)]
    [DataRow("# bin", "# bin", false)]
    [DataRow("", "anything", false)]
    [DataRow(".", "anything", false)]
    [DataRow("[z-a]", "a", false)]
    [DataRow("  bin  ", "bin", true)]
    public void A_pattern_excludes_what_the_engines_exclude(string pattern, string path, bool excluded) =>
        Assert.AreEqual(excluded, DockerIgnore.Parse(pattern).Excludes(path));

    [TestMethod]
    public void The_last_pattern_that_matches_wins()
    {
        var ignore = DockerIgnore.Parse("\uFEFF*\r\n!src\r\n! docs/*.md\r\nsrc/secret\r\n");

        Assert.IsTrue(ignore.Excludes("other"));
        Assert.IsFalse(ignore.Excludes("src/main.go"));
        Assert.IsFalse(ignore.Excludes("docs/README.md"));
        Assert.IsTrue(ignore.Excludes("docs/notes.txt"));
        Assert.IsTrue(ignore.Excludes("src/secret"));
    }

    [TestMethod]
    public void A_file_that_does_not_exist_excludes_nothing() =>
        Assert.IsFalse(DockerIgnore.Load("/nowhere/.dockerignore").Excludes("anything"));
}
