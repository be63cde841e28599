using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Linting;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Linting;

[TestClass]
public sealed class ContextRuleTests
{
    [TestMethod]
    [DataRow("COPY . .", "the whole build context", "*\n!main.go\n!src")]
    [DataRow("COPY ./ /app/", "the whole build context", "*\n!main.go\n!src")]
    [DataRow("ADD * /app/", "the whole build context", "*\n!main.go\n!src")]
    [DataRow("COPY main.go src /app/", "the whole folder src", "*\n!main.go\n!src")]
    [DataRow("COPY [\"src/\", \"/app/\"]", "the whole folder src", "*\n!src")]
    public void A_folder_without_a_dockerignore_is_named_with_the_file_to_write(string copy, string says, string writes)
    {
        using var context = Context();

        var found = Lint(context, "FROM scratch\n" + copy).Single();

        Assert.AreEqual(("REPRO3102", 2), (found.Code, found.Line));
        Assert.Contains(says, found.Sentence);
        Assert.AreEqual(writes, found.Remedy.Paste);
    }

    [TestMethod]
    [DataRow("COPY main.go /app/")]
    [DataRow("COPY src/*.go /app/")]
    [DataRow("COPY nothing /app/")]
    [DataRow("COPY --exclude=*.md . /app/")]
    [DataRow("COPY --from=first . /app/")]
    [DataRow("COPY <<EOF /app/x\ntext\nEOF")]
    public void Files_and_what_is_not_of_the_context_are_passed_over(string copy)
    {
        using var context = Context();

        Assert.IsEmpty(Lint(context, "FROM scratch AS first\nFROM scratch\n" + copy));
    }

    [TestMethod]
    [DataRow(".dockerignore")]
    [DataRow("Dockerfile.dockerignore")]
    public void A_dockerignore_that_says_something_settles_it(string name)
    {
        using var context = Context();
        context.Write(name, "artifacts\n");

        Assert.IsEmpty(Lint(context, "FROM scratch\nCOPY . ."));
    }

    [TestMethod]
    public void An_empty_dockerignore_settles_nothing()
    {
        using var context = Context();
        context.Write(".dockerignore", "# nothing yet\n\n");

        Assert.HasCount(1, Lint(context, "FROM scratch\nCOPY . ."));
    }

    [TestMethod]
    public void A_malformed_dockerignore_is_REPRO3003_as_always()
    {
        using var context = Context();
        context.Write(".dockerignore", "[abc\n");

        Assert.AreEqual("REPRO3003", Assert.ThrowsExactly<ReproException>(() => Lint(context, "FROM scratch\nCOPY . .")).Diagnostic.Code);
    }

    [TestMethod]
    public void It_is_told_once_however_often_the_context_is_copied()
    {
        using var context = Context();

        Assert.AreEqual(2, Lint(context, "FROM scratch\nCOPY src /a\nCOPY . /b\nCOPY . /c").Single().Line);
    }

    private static TestFolder Context()
    {
        var folder = new TestFolder();
        foreach (string file in (string[])["Dockerfile", "main.go", "src/a.go", "README.md", "bin/x", "service.proj", ".git/HEAD"]) folder.Write(file, "text\n");
        return folder;
    }

    private static IReadOnlyList<LintFinding> Lint(TestFolder context, string dockerfile) =>
        DockerfileLinter.Lint(new LintRequest(Dockerfile.Parse(dockerfile, context["Dockerfile"]), new ImageUseQuery(), context.Path));
}
