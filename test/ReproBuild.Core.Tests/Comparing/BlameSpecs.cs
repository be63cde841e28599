using ReproBuild.Comparing;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Comparing;

/// <summary>The histories are those that BuildKit 0.13 and buildah 1.28 wrote for the Dockerfile here.</summary>
[TestClass]
public sealed class BlameSpecs
{
    private const string Text =
        """
        FROM busybox:1.36 AS base
        ARG WHAT=world
        ENV GREETING="hello $WHAT"
        WORKDIR /srv/app
        RUN echo $GREETING > /a && \
            date > /date

        FROM base AS mid
        COPY --chown=1:2 file.txt /srv/app/
        COPY --from=base /a /date /copied/
        RUN ["/bin/sh", "-c", "echo json > /json"]
        RUN <<EOF
        echo one > /one
        echo two > /two
        EOF
        SHELL ["/bin/sh", "-e", "-c"]
        RUN echo shell > /s
        COPY <<DOC /heredoc.txt
        hello
        DOC
        ADD --chmod=600 file.txt /added-$WHAT.txt
        FROM mid
        LABEL a=b
        USER 1000
        EXPOSE 8080
        WORKDIR sub
        RUN --mount=type=tmpfs,target=/tmp id > /tmp/id; true
        RUN echo $WHAT
        CMD ["/bin/true"]
        """;

    private static readonly HistoryEntry[] BuildKit =
    [
        Layer("Debian packages: busybox-static 1:1.35.0-4+deb12u1+b1", comment: null),
        Empty("ARG WHAT=world"),
        Empty("ENV GREETING=hello world"),
        Layer("WORKDIR /srv/app"),
        Layer("RUN |1 WHAT=world /bin/sh -c echo $GREETING > /a &&     date > /date # buildkit"),
        Layer("COPY --chown=1:2 file.txt /srv/app/ # buildkit"),
        Layer("COPY /a /date /copied/ # buildkit"),
        Layer("RUN /bin/sh -c echo json > /json # buildkit"),
        Layer("RUN /bin/sh -c echo one > /one\necho two > /two\n # buildkit"),
        Empty("SHELL [/bin/sh -e -c]"),
        Layer("RUN /bin/sh -e -c echo shell > /s # buildkit"),
        Layer("COPY <<DOC /heredoc.txt # buildkit"),
        Layer("ADD --chmod=600 file.txt /added-world.txt # buildkit"),
        Empty("LABEL a=b"),
        Empty("USER 1000"),
        Empty("EXPOSE map[8080/tcp:{}]"),
        Layer("WORKDIR /srv/app/sub"),
        Layer("RUN /bin/sh -e -c id > /tmp/id; true # buildkit"),
        Layer("RUN /bin/sh -e -c echo $WHAT # buildkit"),
        Empty("CMD [\"/bin/true\"]"),
    ];

    [TestMethod]
    public void Every_layer_that_buildkit_made_is_blamed_on_its_line_and_the_base_on_none()
    {
        int[] lines = [.. Blames(Text, BuildKit).Select(b => b!.Line)];

        CollectionAssert.AreEqual(new[] { 0, 4, 5, 9, 10, 11, 12, 17, 18, 21, 26, 27, 28 }, lines);
    }

    [TestMethod]
    public void Every_layer_that_buildah_made_is_blamed_on_its_line()
    {
        const string dockerfile =
            """
            FROM busybox
            ARG WHAT=world
            ENV GREETING="hello $WHAT"
            WORKDIR /srv/app
            RUN echo $GREETING > /a && \
                date > /date
            COPY --chown=1:2 file.txt /srv/app/
            COPY --from=base /a /date /copied/
            RUN ["/bin/sh", "-c", "echo json > /json"]
            ADD file.txt /added-$WHAT.txt
            RUN --mount=type=tmpfs,target=/tmp id > /tmp/id; true
            RUN echo $WHAT
            CMD ["/bin/true"]
            """;
        HistoryEntry[] history =
        [
            Layer("Debian packages: busybox-static", null),
            Empty("/bin/sh -c #(nop) ARG WHAT", "FROM busybox"),
            Empty("/bin/sh -c #(nop) ENV GREETING=\"hello $WHAT\"", "FROM 1"),
            Empty("/bin/sh -c #(nop) WORKDIR /srv/app", "FROM 2"),
            Layer("|1 WHAT=world /bin/sh -c echo $GREETING > /a &&     date > /date", "FROM 3"),
            Layer("/bin/sh -c #(nop) COPY file:b0096a422485 in /srv/app/ ", "FROM 4"),
            Layer("/bin/sh -c #(nop) COPY multi:fdbbdd594aea in /copied/ ", "FROM 5"),
            Layer("/bin/sh -c [\"/bin/sh\", \"-c\", \"echo json > /json\"]", "FROM 6"),
            Layer("/bin/sh -c #(nop) ADD file:76d5543e19a8 in /added-$WHAT.txt ", "FROM 7"),
            Layer("/bin/sh -c --mount=type=tmpfs,target=/tmp id > /tmp/id; true", "FROM 8"),
            Layer("/bin/sh -c echo $WHAT", "FROM 9"),
            Empty("/bin/sh -c #(nop) CMD [\"/bin/true\"]", "FROM 10"),
        ];

        int[] lines = [.. Blames(dockerfile, history).Select(b => b!.Line)];

        CollectionAssert.AreEqual(new[] { 0, 5, 7, 8, 9, 10, 11, 12 }, lines);
    }

    [TestMethod]
    [DataRow("RUN |1 TOKEN=s3cret /bin/sh -c make # buildkit", "RUN |1 TOKEN=… /bin/sh -c make # buildkit")]
    [DataRow("|2 A=s3cret B= /bin/bash -o pipefail -c make | tee", "|2 A=… B=… /bin/bash -o pipefail -c make | tee")]
    [DataRow("|1 TOKEN=two s3cret words /bin/sh -c make", "|1 … /bin/sh -c make")]
    [DataRow("|2 TOKEN=a s3cret= B=c /bin/sh -c make", "|2 … /bin/sh -c make")]
    [DataRow("RUN |1 TOKEN=s3cret make all # buildkit", "RUN |1 …")]
    [DataRow("ARG TOKEN=s3cret", "ARG TOKEN=…")]
    [DataRow("/bin/sh -c #(nop)  ARG TOKEN=s3cret", "/bin/sh -c #(nop)  ARG TOKEN=…")]
    [DataRow("RUN /bin/sh -c A=b make | c", "RUN /bin/sh -c A=b make | c")]
    public void The_values_of_build_arguments_are_not_shown(string createdBy, string shown)
    {
        var blame = Blames("FROM other\n", [Layer(createdBy, null)])[0]!;

        Assert.AreEqual(shown, blame.Instruction);
    }

    [TestMethod]
    public void Differences_of_the_history_do_not_show_the_values_of_build_arguments()
    {
        var layer = TestLayer.Gzip(new TarBuilder().File("a", "1").Build());
        var first = Layer("RUN |1 TOKEN=s3cret /bin/sh -c make # buildkit");

        var value = Compared.Images(new TestImage(layer) { History = [first] }, new TestImage(layer) { History = [Layer("RUN |1 TOKEN=0ther /bin/sh -c make # buildkit")] });
        var more = Compared.Images(new TestImage(layer) { History = [first] }, new TestImage(layer) { History = [first, first with { EmptyLayer = true }] });
        var none = Compared.Images(new TestImage(layer) { History = [first] }, new TestImage(layer) { Config = c => c.Remove("history") });

        Assert.AreEqual(
            "$.history[0].created_by: RUN |1 TOKEN=… /bin/sh -c make # buildkit / RUN |1 TOKEN=… /bin/sh -c make # buildkit (build arguments of other values)",
            value.OnlyField());
        foreach (var compared in new[] { value, more, none })
        {
            Assert.AreEqual(Verdict.Divergent, compared.Verdict);
            Assert.Contains("TOKEN=…", compared.Diagnostics[0]);
            foreach (string text in compared.Diagnostics.Concat(compared.Differences.Select(d => $"{d.Blame} {d.Fields[0]}")))
            {
                Assert.DoesNotContain("s3cret", text);
                Assert.DoesNotContain("0ther", text);
            }
        }
    }

    [TestMethod]
    public void A_layer_of_many_instructions_is_blamed_on_no_line()
    {
        const string dockerfile = "FROM busybox\nRUN one\nRUN two\nCMD [\"x\"]\n";
        HistoryEntry[] history =
        [
            Layer("base", null),
            Empty("/bin/sh -c one", null),
            Empty("/bin/sh -c two", null),
            Layer("/bin/sh -c #(nop) CMD [\"x\"]", "FROM busybox"),
        ];

        var blame = Blames(dockerfile, history)[1]!;

        Assert.AreEqual(0, blame.Line);
        Assert.IsNull(blame.File);
        Assert.StartsWith("one of 2 instructions in one layer", blame.Instruction);
    }

    [TestMethod]
    public void A_layer_of_one_instruction_under_the_name_of_a_later_one_is_blamed_on_the_one_that_made_it()
    {
        const string dockerfile = "FROM busybox\nRUN date > /x\nCMD [\"x\"]\n";

        var blame = Blames(dockerfile, [Layer("base", null), Empty("/bin/sh -c date > /x", null), Layer("/bin/sh -c #(nop) CMD [\"x\"]", "FROM busybox")])[1]!;

        Assert.AreEqual(2, blame.Line);
    }

    [TestMethod]
    public void An_instruction_that_was_changed_since_is_blamed_by_history_alone_and_its_neighbours_keep_their_lines()
    {
        const string dockerfile = "FROM busybox\nRUN one\nRUN changed since\nRUN three\n";

        var blames = Blames(dockerfile, [Layer("base", null), Layer("RUN /bin/sh -c one # buildkit"), Layer("RUN /bin/sh -c two # buildkit"), Layer("RUN /bin/sh -c three # buildkit")]);

        CollectionAssert.AreEqual(new[] { 0, 2, 0, 4 }, blames.Select(b => b!.Line).ToArray());
        Assert.AreEqual("RUN /bin/sh -c two # buildkit", blames[2]!.Instruction);
    }

    [TestMethod]
    public void A_layer_of_the_base_image_is_never_blamed_on_a_line_that_reads_the_same()
    {
        const string dockerfile = "FROM base\nRUN make\nRUN make install\n";

        var blames = Blames(dockerfile, [Layer("RUN /bin/sh -c make # buildkit"), Layer("RUN /bin/sh -c make # buildkit"), Layer("RUN /bin/sh -c make install # buildkit")]);

        CollectionAssert.AreEqual(new[] { 0, 2, 3 }, blames.Select(b => b!.Line).ToArray());
    }

    [TestMethod]
    public void A_command_that_ends_like_another_is_not_taken_for_it()
    {
        var blames = Blames("FROM base\nRUN ls\n", [Layer("RUN /bin/sh -c echo && ls # buildkit")]);

        Assert.AreEqual(0, blames[0]!.Line);
    }

    [TestMethod]
    public void Only_the_stage_that_was_built_is_blamed()
    {
        const string dockerfile = "FROM a AS one\nRUN same\nFROM b AS two\nRUN same\n";
        HistoryEntry[] history = [Layer("RUN /bin/sh -c same # buildkit")];

        Assert.AreEqual(4, Blames(dockerfile, history)[0]!.Line);
        Assert.AreEqual(2, Blames(dockerfile, history, "ONE")[0]!.Line);
        Assert.AreEqual(0, Blames(dockerfile, history, "three")[0]!.Line);
    }

    [TestMethod]
    public void A_history_of_another_number_of_layers_blames_nothing()
    {
        var compared = Compare("FROM a\nRUN x\n", [Layer("RUN /bin/sh -c x # buildkit"), Layer("more")], null, 1);

        Assert.IsNull(compared.Differences[0].Blame);
    }

    [TestMethod]
    public void The_error_stands_at_the_line_of_the_dockerfile()
    {
        var compared = Compare("FROM a\n  RUN date > /x\n", [Layer("RUN /bin/sh -c date > /x # buildkit")], null, 1);

        Assert.StartsWith("/src/Dockerfile(2,3): error REPRO5299: /f differs: \"l0\" against \"r0\"", compared.Diagnostics[0]);
        Assert.EndsWith("Made by this instruction (layer 1 of 1).", compared.Diagnostics[0]);
    }

    private static InstructionBlame?[] Blames(string dockerfile, HistoryEntry[] history, string? target = null)
    {
        var compared = Compare(dockerfile, history, target, history.Count(h => !h.EmptyLayer));
        return [.. compared.Comparison.Platforms[0].Layers.Select(l => l.Blame)];
    }

    private static Compared Compare(string dockerfile, HistoryEntry[] history, string? target, int layers)
    {
        var options = new ComparerOptions { Dockerfile = Dockerfile.Parse(dockerfile, "/src/Dockerfile"), Target = target };
        return Compared.Images(Image("l"), Image("r"), options);

        TestImage Image(string side) => new(
            [.. Enumerable.Range(0, layers).Select(i => TestLayer.Plain(new TarBuilder().File("f", side + i).Build()))])
        { History = history };
    }

    private static HistoryEntry Layer(string createdBy, string? comment = "buildkit.dockerfile.v0") => new("2023-11-14T22:13:20Z", createdBy, comment, false);

    private static HistoryEntry Empty(string createdBy, string? comment = "buildkit.dockerfile.v0") => new("2023-11-14T22:13:20Z", createdBy, comment, true);
}
