using ReproBuild.Core.Tests.Dockerfiles;
using ReproBuild.Linting;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Linting;

/// <summary>Short ways to lint in a test.</summary>
internal static class Linted
{
    public static IReadOnlyList<LintFinding> File(string dockerfile, string? context = null, string? target = null) =>
        DockerfileLinter.Lint(new LintRequest(Read.File(dockerfile), new ImageUseQuery { Target = target }, context));

    /// <summary>The findings of instructions behind a FROM, which is line 1.</summary>
    public static IReadOnlyList<LintFinding> Lines(string instructions) => File("FROM scratch\n" + instructions);

    /// <summary>The findings of one code at one RUN.</summary>
    public static IReadOnlyList<LintFinding> Run(string code, string command) => [.. Lines("RUN " + command).Where(f => f.Code == code)];

    /// <summary>The one finding of a code at a RUN, with a part of its message and the line to write.</summary>
    public static void Finds(string code, string command, string says, string? writes)
    {
        var found = Run(code, command);
        Assert.HasCount(1, found, command);
        Assert.Contains(says, found[0].Diagnostic.Message);
        Assert.AreEqual(writes, found[0].Remedy.Paste);
    }

    /// <summary>No finding of a code.</summary>
    public static void Passes(string code, string command)
    {
        var found = Run(code, command);
        Assert.IsEmpty(found, $"{command}: {(found.Count > 0 ? found[0].Diagnostic : null)}");
    }
}
