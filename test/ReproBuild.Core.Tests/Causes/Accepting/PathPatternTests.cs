using System.Diagnostics.CodeAnalysis;
using ReproBuild.Causes.Accepting;

namespace ReproBuild.Core.Tests.Causes.Accepting;

[TestClass]
public sealed class PathPatternTests
{
    [TestMethod]
    [DataRow("app/**", "app", true)]
    [DataRow("app/**", "./app/a/b.txt", true)]
    [DataRow("/app/**", "app/a", true)]
    [DataRow("app/**", "apple", false)]
    [DataRow("app/**", "other/app/a", false)]
    [DataRow("app/*", "app/a", true)]
    [DataRow("app/*", "app/a/b", false)]
    [DataRow("app/*", "app", false)]
    [DataRow("app/*.dll", "app/x.dll", true)]
    [DataRow("app/*.dll", "app/xxdll", false)]
    [DataRow("**/x", "x", true)]
    [DataRow("**/x", "a/b/x", true)]
    [DataRow("**/x", "a/bx", false)]
    [DataRow("a/**/x", "a/x", true)]
    [DataRow("a/**/x", "a/b/c/x", true)]
    [DataRow("a/**/x", "b/x", false)]
    [DataRow("**", "anything/at/all", true)]
    [DataRow("a/**/**", "a/b/c", true)]
    [DataRow("var/log", "var/log/x", false)]
    [DataRow("App", "app", false)]
    [DataRow("a.c", "abc", false)]
    [DataRow("var/log/**", "var/log/../../usr/bin/sudo", false)]
    [DataRow("**", "var/log/../../usr/bin/sudo", false)]
    [DataRow("app/*/x", "app/../x", false)]
    [DataRow("app/**", "app/./x", false)]
    [DataRow("app/**", "app//x", false)]
    public void A_pattern_means_these_paths(string pattern, string path, bool matches) =>
        Assert.AreEqual(matches, new PathPattern(pattern).Matches(path));

    [TestMethod]
    [SuppressMessage("Usage", "MSTEST0032", Justification = "It is the end of the call that counts.")]
    public void A_pattern_of_many_stars_takes_no_exponential_time() =>
        Assert.IsFalse(new PathPattern(string.Concat(Enumerable.Repeat("*a", 60))).Matches(new string('a', 5000) + "b"));
}
