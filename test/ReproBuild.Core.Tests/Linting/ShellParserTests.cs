using ReproBuild.Core.Tests.Dockerfiles;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Core.Tests.Linting;

[TestClass]
public sealed class ShellParserTests
{
    [TestMethod]
    [DataRow("a b", "a b")]
    [DataRow("a && b || c; d & e", "a|b|c|d|e")]
    [DataRow("a | b |& c", "a|b|c")]
    [DataRow("a 'x; y' \"p && q\" z\\;w", "a x; y p && q z;w")]
    [DataRow("(a; b) && { c; }", "a|b|c")]
    [DataRow("if a; then b; elif c; then d; else e; fi", "a|b|c|d|e")]
    [DataRow("while ! a; do b; done", "a|b")]
    [DataRow("for x in 1 2 3; do a $x; done > f", "a $x")]
    [DataRow("case \"$x\" in a|b) p ;; (*) q r ;; esac; s", "p|q r|s")]
    [DataRow("f() { a; }; function g { b; }; f", "a|b|f")]
    [DataRow("[[ $x == a && -f b ]] && c", "c")]
    [DataRow("[ -f b ] && c", "[ -f b ]|c")]
    [DataRow("a $(b; c d) e", "a $(b; c d) e|b|c d")]
    [DataRow("a `b \\`c\\``", "a `b \\`c\\``|b `c`|c")]
    [DataRow("a \"x $(b \"y z\")\"", "a x $(b \"y z\")|b y z")]
    [DataRow("a $((1 + (2 * 3))) b", "a $((1 + (2 * 3))) b")]
    [DataRow("a ${x:-$(b)} ${y%/*}", "a ${x:-$(b)} ${y%/*}|b")]
    [DataRow("a <(b c) > /f 2>&1", "a <(b c)|b c")]
    [DataRow("sh -c 'a; b > c'", "sh -c a; b > c|a|b")]
    [DataRow("bash -exc \"a \\\"b c\\\"\"", "bash -exc a \"b c\"|a b c")]
    [DataRow("sudo -E /usr/bin/a b", "sudo -E /usr/bin/a b")]
    [DataRow("x=1 y=2 a b; x=(1 2) ; z=3", "a b")]
    [DataRow("a # b; c", "a")]
    [DataRow("a b#c", "a b#c")]
    [DataRow("find . -exec rm {} \\; -print", "find . -exec rm {} ; -print")]
    [DataRow("a {x,y}", "a {x,y}")]
    [DataRow("echo if then done", "echo if then done")]
    public void A_RUN_is_split_into_its_commands(string script, string commands) =>
        Assert.AreEqual(commands, string.Join('|', Commands("RUN " + script).Where(c => c.Words.Count > 0).Select(c => string.Join(' ', c.Words.Select(w => w.Text)))));

    [TestMethod]
    [DataRow("a 'b")]
    [DataRow("a \"b")]
    [DataRow("a $(b")]
    [DataRow("(a")]
    [DataRow("a )")]
    [DataRow("if a; then b")]
    [DataRow("a; done")]
    [DataRow("a | | b")]
    [DataRow("a >")]
    [DataRow("case x in a b")]
    public void What_is_not_understood_is_not_half_read(string script) => Assert.IsEmpty(Commands("RUN " + script));

    [TestMethod]
    public void A_bottomless_script_is_given_up()
    {
        Assert.IsEmpty(Commands("RUN " + new string('(', 5000)));
        Assert.IsEmpty(Commands("RUN a " + string.Concat(Enumerable.Repeat("$(a ", 3000))));
        Assert.IsEmpty(Commands("RUN a " + string.Concat(Enumerable.Repeat("${a:-", 3000))));
    }

    [TestMethod]
    public void A_command_stands_where_it_is_written_whatever_lies_between()
    {
        var (file, commands) = Split("RUN set -e && \\\n    # a comment\n    first \\\n      --option && \\\n\n    sh -c 'second; third'\n");

        Read.Same(commands.Select(c => (c.Name!, file.Map.At(c.Start).Line, file.Map.At(c.Start).Column)), ("set", 2, 5), ("first", 4, 5), ("sh", 7, 5), ("second", 7, 12), ("third", 7, 20));
    }

    [TestMethod]
    public void A_here_document_alone_is_a_script_with_lines_of_its_own()
    {
        var (file, commands) = Split("RUN <<EOF\nset -e\nif true; then\n  date > /f\nfi\nEOF\n");

        Read.Same(commands.Where(c => c.Words.Count > 0).Select(c => (c.Name!, file.Map.At(c.Start).Line)), ("set", 3), ("true", 4), ("date", 5));
    }

    [TestMethod]
    [DataRow("RUN <<EOF\n#!/usr/bin/env python3\ndate > x\nEOF\n", "")]
    [DataRow("RUN <<EOF\n#!/bin/bash\ndate > x\nEOF\n", "date")]
    [DataRow("RUN python3 <<EOF\ndate > x\nEOF\n", "python3")]
    [DataRow("RUN bash -e <<EOF\ndate > x\nEOF\n", "bash,date")]
    [DataRow("RUN cat <<EOF > /f && next\nit is $(date)\nEOF\n", "cat,date,next")]
    [DataRow("RUN cat <<'EOF' > /f\nit is $(date)\nEOF\n", "cat")]
    [DataRow("RUN <<A\ncase $x in\n  a) first ;;\n  *) second\nesac\nA\n", "first,second")]
    [DataRow("RUN <<A\ncat <<-B > /f\n\tit is $(date)\n\tB\nlast\nA\n", "cat,date,last")]
    public void Here_documents_are_scripts_or_text_as_what_reads_them_takes_them(string instruction, string names) =>
        Assert.AreEqual(names, string.Join(',', Commands(instruction).Where(c => c.Words.Count > 0).Select(c => c.Name)));

    [TestMethod]
    public void The_JSON_form_is_one_command_and_what_a_shell_in_it_runs()
    {
        Read.Same(Commands("RUN [\"/bin/bash\", \"-c\", \"a && b\"]").Select(c => c.Name), "bash", "a", "b");
        Read.Same(Commands("RUN [\"date\", \"> /f\"]").Select(c => c.Name), "date");
    }

    [TestMethod]
    public void A_shell_that_is_none_of_POSIX_is_not_read()
    {
        Assert.IsEmpty(Commands("SHELL [\"powershell\", \"-Command\"]\nRUN date > f"));
        Assert.HasCount(1, Commands("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN date > f"));
    }

    [TestMethod]
    [DataRow("command -v date", null)]
    [DataRow("/usr/bin/env -i X=1 date", "date")]
    [DataRow("exec busybox date", "date")]
    [DataRow("$date", null)]
    [DataRow("faketime 2020 date", "faketime")]
    public void A_program_is_known_behind_what_runs_it(string script, string? name) => Assert.AreEqual(name, Commands("RUN " + script)[0].Name);

    private static IReadOnlyList<ShellCommand> Commands(string instructions) => Split(instructions).Commands;

    private static (ReproBuild.Dockerfiles.Dockerfile File, IReadOnlyList<ShellCommand> Commands) Split(string instructions)
    {
        var file = Read.File("FROM a\n" + instructions);
        var shell = file.Instructions.LastOrDefault(i => i.Keyword == "SHELL")?.Arguments.Select(a => a.Text).ToArray() ?? ["/bin/sh", "-c"];
        return (file, RunScript.Read(file.Instructions[^1], shell));
    }
}
