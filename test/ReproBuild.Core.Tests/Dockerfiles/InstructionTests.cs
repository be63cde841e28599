using ReproBuild.Dockerfiles;

namespace ReproBuild.Core.Tests.Dockerfiles;

[TestClass]
public sealed class InstructionTests
{
    [TestMethod]
    public void Every_instruction_knows_its_line_and_column()
    {
        var file = Read.File("# comment\n\nFROM a\n  run one \\\n    two\n\nCMD x");

        Read.Same(file.Instructions.Select(i => i.Line), 3, 4, 7);
        Read.Same(file.Instructions.Select(i => i.Column), 1, 3, 1);
        Assert.AreEqual(5, file.Instructions[1].EndLine);
        Assert.AreEqual("RUN", file.Instructions[1].Keyword);
    }

    [TestMethod]
    public void A_continuation_is_joined_with_its_spaces_and_without_its_comments()
    {
        var run = Read.Only("RUN one \\  \n  # not part of it \\\n\n   two\\\nthree");

        Assert.AreEqual("one    twothree", run.ArgumentText);
        Assert.AreEqual("RUN one    twothree", run.LogicalText);
        Assert.AreEqual(6, run.EndLine);
    }

    [TestMethod]
    public void An_escape_that_is_escaped_continues_nothing()
    {
        var file = Read.File("FROM a\nRUN one \\\\\nRUN two");

        Assert.HasCount(3, file.Instructions);
        Assert.AreEqual("one \\\\", file.Instructions[1].ArgumentText);
    }

    [TestMethod]
    public void The_escape_directive_changes_the_continuation()
    {
        var file = Read.File("# escape=`\nFROM a\nRUN one `\n two \\\nRUN three");

        Assert.HasCount(3, file.Instructions);
        Assert.AreEqual('`', file.EscapeChar);
        Assert.AreEqual("one  two \\", file.Instructions[1].ArgumentText);
    }

    [TestMethod]
    public void Flags_come_apart_from_arguments_and_may_be_repeated()
    {
        var run = Read.Only("RUN --mount=type=cache,target=/a --mount='type=bind,from=b' --network=none -- --x y");

        Read.Same(run.Flags.Select(f => f.Name), "mount", "mount", "network");
        Assert.AreEqual("type=bind,from=b", run.Flags[1].Value);
        Assert.AreEqual("--x y", run.ArgumentText);
    }

    [TestMethod]
    public void A_word_that_is_no_flag_ends_the_flags()
    {
        var copy = Read.Only("COPY --from=b a --chown=x /c");

        Assert.HasCount(1, copy.Flags);
        Read.Same(copy.Arguments.Select(a => a.Text), "a", "--chown=x", "/c");
    }

    [TestMethod]
    public void The_json_form_gives_its_strings_and_where_they_stand()
    {
        var file = Read.File("FROM a\nRUN [\"a b\", \"c\\\"\\u0041\" ,\"\"]");
        var run = file.Instructions[1];

        Assert.IsTrue(run.IsJson);
        Read.Same(run.Arguments.Select(a => a.Text), "a b", "c\"A", "");
        Read.Same(run.Arguments.Select(a => a.Span.Of(file.Text)), "\"a b\"", "\"c\\\"\\u0041\"", "\"\"");
    }

    [TestMethod]
    [DataRow("RUN ['a']")]
    [DataRow("RUN [\"a\",]")]
    [DataRow("RUN [\"a\"] x")]
    [DataRow("RUN [ -f x ]")]
    public void What_is_not_quite_json_is_the_shell_form(string text)
    {
        var run = Read.Only(text);

        Assert.IsFalse(run.IsJson);
        Assert.AreEqual(text[4..], run.Arguments.Single().Text);
    }

    [TestMethod]
    public void Spans_across_continuations_and_a_byte_order_mark_are_exact()
    {
        const string text = "\uFEFFFROM go\\\nlang:1 \\\n  AS b\r\nENV A=\"x y\" B='z'\\\n1\n";
        var file = Read.File(text);

        var reference = file.Stages[0].Base;
        Assert.AreEqual("golang:1", reference.Text);
        Assert.AreEqual("go\\\nlang:1", reference.Span.Of(text));
        Assert.AreEqual((1, 6, 2), (reference.Span.Line, reference.Span.Column, reference.Span.EndLine));

        var env = file.Instructions[1].Assignments;
        Assert.AreEqual("\"x y\"", env[0].ValueSpan.Of(text));
        Assert.AreEqual("'z'1", env[1].Value);
        Assert.AreEqual("'z'\\\n1", env[1].ValueSpan.Of(text));
        Assert.AreEqual("B", env[1].NameSpan.Of(text));
        Assert.AreEqual(text, Read.Joined(file));
    }

    [TestMethod]
    public void The_old_form_of_env_takes_the_rest_of_the_line_as_value()
    {
        var env = Read.Only("ENV NAME  a value = b").Assignments.Single();

        Assert.AreEqual(("NAME", "a value = b"), (env.Name, env.Value));
    }

    [TestMethod]
    public void One_arg_may_declare_several_names()
    {
        var arg = Read.Only("ARG A B=1 C=\"two words\"");

        Read.Same(arg.Assignments.Select(a => a.Name), "A", "B", "C");
        Read.Same(arg.Assignments.Select(a => a.Value), null, "1", "\"two words\"");
    }

    [TestMethod]
    public void Onbuild_carries_its_trigger()
    {
        var onBuild = Read.Only("ONBUILD COPY --from=x a b");

        Assert.AreEqual("COPY", onBuild.Trigger!.Keyword);
        Assert.AreEqual("x", onBuild.Trigger.Flag("from"));
        Assert.AreEqual(onBuild.Line, onBuild.Trigger.Line);
        Assert.IsEmpty(onBuild.Arguments);
    }

    [TestMethod]
    public void Healthcheck_has_its_type_first()
    {
        var check = Read.Only("HEALTHCHECK --interval=5m CMD [\"curl\", \"-f\"]");

        Read.Same(check.Arguments.Select(a => a.Text), "CMD", "curl", "-f");
        Assert.AreEqual("5m", check.Flag("interval"));
        Assert.IsNull(check.Flag("timeout"));
    }

    [TestMethod]
    public void Nodes_tell_what_they_are()
    {
        var file = Read.File("# syntax=x\n# c\n\n \nFROM a\n\n");

        Read.Same(file.Nodes.Select(n => n.Kind), DockerfileNodeKind.Directive, DockerfileNodeKind.Comment, DockerfileNodeKind.Blank, DockerfileNodeKind.Instruction, DockerfileNodeKind.Blank);
        Assert.AreEqual("\n \n", file.Nodes[2].RawText);
        Assert.AreEqual("x", file.Directives.Single().Value);
        Assert.AreEqual("x", file.Directives.Single().ValueSpan.Of(file.Text));
    }
}
