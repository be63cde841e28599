using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Core.Tests.Dockerfiles;

[TestClass]
public sealed class DockerIgnoreTests
{
    [TestMethod]
    [DataRow("bin", "bin", true)]
    [DataRow("bin", "bin/x/y", true)]
    [DataRow("bin", "src/bin", false)]
    [DataRow("bin", "binary", false)]
    [DataRow("/bin/", "bin/x", true)]
    [DataRow("./bin/../obj", "obj/x", true)]
    [DataRow("*.log", "a.log", true)]
    [DataRow("*.log", "a/b.log", false)]
    [DataRow("*/*.log", "a/b.log", true)]
    [DataRow("**/*.log", "a.log", true)]
    [DataRow("**/*.log", "a/b/c.log", true)]
    [DataRow("**/bin", "bin", true)]
    [DataRow("**/bin", "a/bin/x", true)]
    [DataRow("**/bin", "a/xbin", false)]
    [DataRow("**bin", "a/xbin", true)]
    [DataRow("**bin*", "a/xbin1", false)]
    [DataRow("**bin*", "a/bin1", true)]
    [DataRow("a/**", "a/b/c", true)]
    [DataRow("a/**", "a", false)]
    [DataRow("a**", "abc/d", true)]
    [DataRow("a/**/d", "a/d", true)]
    [DataRow("a/**/d", "a/b/c/d", true)]
    [DataRow("**", "anything/at/all", true)]
    [DataRow("*", ".hidden", true)]
    [DataRow("a?c", "abc", true)]
    [DataRow("a?c", "a/c", false)]
    [DataRow("[a-c]x", "bx", true)]
    [DataRow("[^a-c]x", "bx", false)]
    [DataRow("[^a-c]x", "dx", true)]
    [DataRow("a\\*b", "a*b", true)]
    [DataRow("a\\*b", "axb", false)]
    [DataRow("a.b+c(d)", "a.b+c(d)", true)]
    [DataRow("a.b", "axb", false)]
    [DataRow("# bin", "# bin", false)]
    [DataRow("  # bin", "# bin", true)]
    [DataRow("\n  \nbin  \r\n", "bin", true)]
    [DataRow("*\n!keep", "keep", false)]
    [DataRow("*\n!keep", "drop", true)]
    [DataRow("*\n!keep", "keep/inside", false)]
    [DataRow("*\n! /keep\nkeep/not", "keep/not", true)]
    [DataRow("!keep\n*", "keep", true)]
    [DataRow("docs\n!docs/*.md\ndocs/secret.md", "docs/a.md", false)]
    [DataRow("docs\n!docs/*.md\ndocs/secret.md", "docs/secret.md", true)]
    [DataRow("", "a", false)]
    [DataRow(".", "a", false)]
    [DataRow("*/temp*", "one/two/temporary", false)]
    [DataRow("\uFEFF*\r\n! docs/*.md\r\n", "docs/README.md", false)]
    public void A_path_is_excluded_as_buildkit_excludes_it(string rules, string path, bool excluded) =>
        Assert.AreEqual(excluded, DockerIgnore.Parse(rules, "/c/.dockerignore").IsExcluded(path));

    [TestMethod]
    [DataRow("[a")]
    [DataRow("[]a]")]
    [DataRow("[a-]")]
    [DataRow("[z-a]")]
    [DataRow("a\\")]
    [DataRow("!")]
    public void A_malformed_rule_is_refused_with_its_line(string rule)
    {
        var e = Assert.ThrowsExactly<ReproException>(() => DockerIgnore.Parse("ok\n" + rule, "/c/.dockerignore"));

        Assert.AreEqual((DiagnosticCodes.DockerIgnoreInvalid, "/c/.dockerignore", 2), (e.Diagnostic.Code, e.Diagnostic.File, e.Diagnostic.Line));
    }

    [TestMethod]
    public void The_dockerfiles_own_file_goes_before_that_of_the_context()
    {
        string folder = Directory.CreateTempSubdirectory("repro-ignore-").FullName;
        try
        {
            string dockerfile = Path.Combine(folder, "Dockerfile");
            Assert.AreEqual((DockerIgnore.None, null), DockerIgnore.Find(folder, dockerfile));

            File.WriteAllText(Path.Combine(folder, ".dockerignore"), "\uFEFFa");
            Assert.IsTrue(DockerIgnore.Find(folder, dockerfile).Rules.IsExcluded("a"));

            File.WriteAllText(dockerfile + ".dockerignore", "b");
            var (rules, path) = DockerIgnore.Find(folder, dockerfile);
            Assert.AreEqual(dockerfile + ".dockerignore", path);
            Assert.IsFalse(rules.IsExcluded("a"));
            Assert.IsTrue(rules.IsExcluded("b"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
