using ReproBuild.Dockerfiles;

namespace ReproBuild.Core.Tests.Dockerfiles;

[TestClass]
public sealed class SyntaxTests
{
    [TestMethod]
    [DataRow("# syntax=a/b:1\nFROM x", "a/b:1", SyntaxForm.Directive, 1)]
    [DataRow("#syntax = a/b:1  \r\nFROM x", "a/b:1", SyntaxForm.Directive, 1)]
    [DataRow("# SYNTAX=a/b:1 --flag\n", "a/b:1", SyntaxForm.Directive, 1)]
    [DataRow("# escape=`\n# check=skip=all\n# syntax=a\n", "a", SyntaxForm.Directive, 3)]
    [DataRow("\uFEFF# syntax=a\n", "a", SyntaxForm.Directive, 1)]
    [DataRow("#!/usr/bin/env x\n# syntax=a\n", "a", SyntaxForm.Directive, 2)]
    [DataRow("// syntax=a\n", "a", SyntaxForm.SlashComment, 1)]
    [DataRow("//escape=x\n//syntax=a", "a", SyntaxForm.SlashComment, 2)]
    [DataRow("{\n  \"name\": 1,\n  \"syntax\": \"a\"\n}", "a", SyntaxForm.Json, 3)]
    public void The_frontend_is_found(string text, string reference, SyntaxForm form, int line)
    {
        var syntax = SyntaxReference.Detect(text)!;

        Assert.AreEqual((reference, form, line), (syntax.Reference, syntax.Form, syntax.Span.Line));
        Assert.AreEqual(reference, syntax.Span.Of(text));
    }

    [TestMethod]
    [DataRow("FROM x\n# syntax=a")]
    [DataRow("\n# syntax=a\nFROM x")]
    [DataRow("# comment\n# syntax=a")]
    [DataRow("# unknown=1\n# syntax=a")]
    [DataRow("  # syntax=a")]
    [DataRow("# syntax=\n")]
    [DataRow("{ \"syntax\": 1 }")]
    [DataRow("{ \"syntax\": \"a\" ")]
    [DataRow("[\"syntax\"]")]
    [DataRow("")]
    public void Where_there_is_none_none_is_found(string text) => Assert.IsNull(SyntaxReference.Detect(text));

    [TestMethod]
    public void A_comment_an_empty_line_or_a_shebang_ends_the_directives_of_the_parser()
    {
        foreach (string before in new[] { "# comment\n", "\n", "#!/bin/x\n", "FROM y\n" })
        {
            Assert.AreEqual('\\', Read.File(before + "# escape=`\nFROM x").EscapeChar, before);
        }

        Assert.AreEqual('`', Read.File("  # escape=`\nFROM x").EscapeChar);
        Assert.AreEqual('`', Read.File("# check=error=true\n# escape=`\nFROM x").EscapeChar);
    }
}
