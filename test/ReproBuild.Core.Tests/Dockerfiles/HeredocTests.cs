namespace ReproBuild.Core.Tests.Dockerfiles;

[TestClass]
public sealed class HeredocTests
{
    [TestMethod]
    public void A_heredoc_is_part_of_its_instruction()
    {
        var file = Read.File("FROM a\nRUN <<EOF\nFROM b\n# no comment \\\n\nEOF\nCMD x");
        var run = file.Instructions[1];

        Assert.HasCount(3, file.Instructions);
        Assert.AreEqual("FROM b\n# no comment \\\n\n", run.Heredocs.Single().Content);
        Assert.AreEqual((2, 6), (run.Line, run.EndLine));
        Assert.AreEqual(run.Heredocs[0].Content, run.Heredocs[0].ContentSpan.Of(file.Text));
    }

    [TestMethod]
    public void Several_heredocs_of_one_line_follow_each_other()
    {
        var copy = Read.Only("COPY <<one.txt <<\"two.txt\" /dest/\na\none.txt\nb\ntwo.txt\n");

        Read.Same(copy.Heredocs.Select(h => h.Name), "one.txt", "two.txt");
        Read.Same(copy.Heredocs.Select(h => h.Content), "a\n", "b\n");
        Read.Same(copy.Heredocs.Select(h => h.Expand), true, false);
    }

    [TestMethod]
    public void A_hyphen_takes_the_tabs_away_and_lets_the_end_be_indented()
    {
        var run = Read.Only("RUN 3<<-'E F' cat\n\t\ta\n\t b\n\tE F\n");
        var heredoc = run.Heredocs.Single();

        Assert.AreEqual("E F", heredoc.Name);
        Assert.AreEqual("\t\ta\n\t b\n", heredoc.Content);
        Assert.AreEqual("a\n b\n", heredoc.Body);
        Assert.IsTrue(heredoc.StripTabs);
        Assert.AreEqual(3, heredoc.FileDescriptor);
    }

    [TestMethod]
    public void Without_the_hyphen_an_indented_end_is_none() =>
        Assert.AreEqual("\tEOF\n", Read.Only("RUN <<EOF\n\tEOF\nEOF").Heredocs.Single().Body);

    [TestMethod]
    public void Line_ends_of_windows_do_not_hide_the_end()
    {
        var run = Read.Only("RUN <<EOF\r\na\r\nEOF\r\nCMD x\r\n");

        Assert.AreEqual("a\r\n", run.Heredocs.Single().Content);
    }

    [TestMethod]
    [DataRow("RUN cat <<< word")]
    [DataRow("RUN x <<")]
    [DataRow("RUN echo \"<<EOF\"")]
    [DataRow("RUN echo it's <<EOF")]
    [DataRow("RUN [\"cat\", \"<<EOF\"]")]
    [DataRow("CMD cat <<EOF")]
    [DataRow("LABEL a=<<EOF")]
    [DataRow("RUN echo $((1<<2))")]
    public void What_looks_like_a_heredoc_and_is_none_opens_none(string text)
    {
        var file = Read.File("FROM a\n" + text + "\nCMD after");

        Assert.HasCount(3, file.Instructions);
        Assert.IsEmpty(file.Instructions[1].Heredocs);
    }

    [TestMethod]
    public void A_heredoc_may_stand_behind_onbuild_and_behind_a_continuation()
    {
        var onBuild = Read.Only("ONBUILD RUN <<EOF\nx\nEOF");
        var run = Read.Only("RUN a \\\n <<EOF \\\n b\nx\nEOF");

        Assert.AreEqual("x\n", onBuild.Heredocs.Single().Content);
        Assert.AreEqual("x\n", onBuild.Trigger!.Heredocs.Single().Content);
        Assert.AreEqual("x\n", run.Heredocs.Single().Content);
    }

    [TestMethod]
    public void The_word_may_be_a_variable_that_is_left_as_it_is() =>
        Assert.AreEqual("$EOF", Read.Only("RUN <<$EOF\nx\n$EOF").Heredocs.Single().Name);
}
