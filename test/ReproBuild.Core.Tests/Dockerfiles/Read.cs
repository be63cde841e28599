using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Core.Tests.Dockerfiles;

/// <summary>Short ways to read a Dockerfile in a test.</summary>
internal static class Read
{
    public const string Path = "/project/Dockerfile";

    public static Dockerfile File(string text) => Dockerfile.Parse(text, Path);

    public static Instruction Only(string text) => File("FROM a\n" + text).Instructions[1];

    public static Diagnostic Refused(string text)
    {
        var e = Assert.ThrowsExactly<ReproException>(() => File(text));
        Assert.AreEqual(Path, e.Diagnostic.File);
        return e.Diagnostic;
    }

    public static string Joined(Dockerfile file) => string.Concat(file.Nodes.Select(n => n.RawText));

    public static void Same<T>(IEnumerable<T> actual, params T[] expected) => CollectionAssert.AreEqual(expected, actual.ToArray());
}
