using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using ReproBuild.Core.Tests.Dockerfiles;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Sdk.Tests.Dockerfiles;

/// <summary>The parser against the one that it follows.</summary>
[TestClass]
public sealed partial class BuildKitTests
{
    // The daemon of the tests is older than these flags. That no stage is named "a$" is found out after parsing.
    private static readonly string[] Newer = ["--exclude", "--unpack", "--device", "from=a$"];

    // Shapes in which parsers differ, beside those that the parser's own tests have.
    private static readonly string[] Odd =
    [
        "FROM scratch\nRUN <<EOF cat\nx\nEOF", "FROM scratch\nRUN <<-EOF\n\tx\n\tEOF\n", "FROM scratch\nCOPY <<a <<'b' /x/\n1\na\n2\nb\n",
        "FROM scratch\nRUN cat <<EOF > /x <<\"E O\"\nEOF\nE O", "FROM scratch\nRUN echo <<EOF", "FROM scratch\nCOPY <<EOF /x\nEOF \nEOF", "FROM scratch\nRUN 3<<EOF\nx\nEOF",
        "FROM scratch\nADD <<EOF /x\nx\nEOF", "FROM scratch\nRUN <<EOF <<EOF\nEOF\nEOF", "FROM scratch\nRUN echo \"<<EOF\"", "FROM scratch\nRUN echo '<<EOF'", "FROM scratch\nRUN cat <<<EOF",
        "FROM scratch\nENV a=<<EOF", "FROM scratch\nCMD <<EOF\nx\nEOF", "FROM scratch\nRUN [\"<<EOF\"]", "FROM scratch\nONBUILD RUN <<EOF\nx\nEOF", "FROM scratch\nRUN a \\\n <<EOF\nx\nEOF",
        "FROM scratch\n\tRUN x", "FROM scratch\nrun\tx", "FROM scratch\n\u00a0RUN x", "FROM scratch\nRUN\u2003x", "FROM scratch\n\fRUN x", "FROM scratch\n;", "\uFEFFFROM scratch\nRUN x",
        "FROM scratch\r\nRUN a \\\r\n b\r\n", "FROM scratch\n# c \\\nRUN x", "FROM scratch\nRUN a \\\n# c\n\n b", "FROM scratch\nRUN a \\\n\n\n", "FROM scratch\nRUN a \\ \n b", "FROM scratch\nRUN a \\\\\nRUN b",
        "# escape=`\nFROM scratch\nRUN a `\n b", "#escape=`\n#escape=`\nFROM scratch", "# escape=\nFROM scratch", "# unknown=1\n# escape=`\nFROM scratch\nRUN a `\n b", "# check=skip=all\nFROM scratch",
        "FROM scratch\nENV a=b\\\n c=d", "FROM scratch\nENV a b c", "FROM scratch\nENV a='b", "FROM scratch\nENV a=\"b c\" d='e", "FROM scratch\nLABEL \"a b\"=c d='e f'", "FROM scratch\nLABEL a=b c", "FROM scratch\nENV a= b=", "FROM scratch\nENV a =b",
        "FROM scratch AS A\nFROM a", "FROM scratch AS x\nFROM scratch AS x", "FROM  scratch  AS  b", "FROM scratch ass b", "FROM scratch AS b.c-d_e", "FROM scratch AS -b", "FROM scratch AS é", "FROM scratch AS B", "FROM --platform=$BUILDPLATFORM scratch",
        "FROM scratch\nFROM", "FROM scratch\nCMD [\"a\"", "FROM scratch\nSTOPSIGNAL SIGKILL x", "FROM scratch\nUSER a b", "FROM scratch\nWORKDIR a b", "FROM scratch\nVOLUME a b", "FROM scratch\nMAINTAINER a b c",
        "FROM scratch\nARG a b", "FROM scratch\nARG a=b c=d", "FROM scratch\nARG a='b", "FROM scratch\nENTRYPOINT [\"a\", \"b\",]", "FROM scratch\nHEALTHCHECK none", "FROM scratch\nHEALTHCHECK CMD [\"x\"]", "FROM scratch\nHEALTHCHECK --interval=-1s CMD x",
        "FROM scratch\nRUN --mount=type=cache x", "FROM scratch\nRUN --mount=type=cache,target=/x,sharing=odd y", "FROM scratch\nRUN --mount=type=tmpfs,target=/x,size=10m y", "FROM scratch\nRUN --mount=type=none,target=/x y", "FROM scratch\nRUN --mount=type=secret x",
        "FROM scratch\nRUN --mount=type=ssh x", "FROM scratch\nRUN --mount=target x", "FROM scratch\nRUN --mount=bogus=1,target=/x y", "FROM scratch\nRUN --mount=type=bind,target=/x,rw=maybe y", "FROM scratch\nRUN --mount=type=cache,target=/x,mode=9 y",
        "FROM scratch\nRUN --mount=type=secret,required=x y", "FROM scratch\nRUN --mount=type=bind x", "FROM scratch\nRUN --mount=type=bind,target=/x,size=1 y", "FROM scratch\nRUN --mount x", "FROM scratch\nRUN --mount=type=secret,id=a,env=B y", "FROM scratch\nRUN --mount=type=tmpfs x",
        "FROM scratch\nRUN --mount=type=cache,target=/x,uid=a y", "FROM scratch\nRUN --mount=type=cache,target=/x,id= y", "FROM scratch\nRUN --mount=type=CACHE,target=/x y", "FROM scratch\nRUN --mount=type=cache,TARGET=/x y", "FROM scratch\nRUN --mount=\"type=cache,target=/x\" y", "FROM scratch\nRUN --network x",
        "FROM scratch\nCOPY --chmod=abc a b", "FROM scratch\nCOPY --chmod a b", "FROM scratch\nADD --checksum= a b", "FROM scratch\nCOPY [\"a\", \"b\"", "FROM scratch\nCOPY --from= a b", "FROM scratch\nCOPY --from=x --from=y a b", "FROM scratch\nCOPY -- a b", "FROM scratch\nCOPY --link a b", "FROM scratch\nCOPY --LINK a b",
        "FROM scratch\nONBUILD COPY --from=a b c", "FROM scratch\nONBUILD ADD a", "FROM scratch\nEXPOSE 80-90 x/tcp", "FROM scratch\nEXPOSE a\\\n b", "FROM scratch\nADD a b c", "FROM scratch\nCOPY a b \\\n", "FROM scratch\nINSERT x", "FROM scratch\nCROSS_BUILD x",
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task What_BuildKit_refuses_we_refuse_at_its_line_and_what_it_takes_we_take()
    {
        // Without a FROM that daemon crashes; names of images are not looked up.
        var texts = Refusals.Refused.Select(r => r.Text).Concat(Refusals.Taken).Where(t => From().IsMatch(t) && !Newer.Any(t.Contains))
            .Select(t => From().Replace(t, "$1 scratch")).Concat(Odd).Distinct().ToArray();
        var differences = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.CancellationToken }, async (text, _) =>
        {
            var (refused, line, words) = await DaemonParser.ReadAsync(text);
            int? own = Refused(text, out string? message);
            bool later = refused && line is null && own is null && AfterParsing().IsMatch(words);
            if (!later && (refused != own is not null || (line is not null && line != own)))
                differences.Add($"{System.Text.Json.JsonSerializer.Serialize(text)}\n    BuildKit: {(refused ? words : "takes it")}\n    we: {(own is null ? "take it" : $"line {own}: {message}")}");
        });

        Assert.IsGreaterThan(150, texts.Length);
        Assert.IsEmpty(differences, "\n" + string.Join('\n', differences.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public async Task Variables_become_the_same_text_in_both()
    {
        string[] words =
        [
            "plain", "$X", "${X}", "a${X}b$X-c", "${NONE}x", "a$.x", "$1x", "$@x", "x$$", "\\$X", "'$X'", "\"$X\"", "\"\\$X\"", "\"a\\b\\\"c\\\\\"", "a\\bc", "'a'\"b\"c", "${X:-d}", "${NONE:-d}", "${EMPTY:-d}", "x${EMPTY-d}", "${NONE-d}",
            "${NONE:-$X}", "${NONE:-${NONE:-deep}}", "${NONE:-\"a}b\"}", "${X:+other}", "${X+other}", "x${EMPTY:+other}", "${EMPTY+other}", "x${NONE+other}", "${X:?no}", "x${EMPTY?no}", "${PATHS#*/}", "${PATHS##*/}", "${PATHS%.*}", "${PATHS%%.*}",
            "${PATHS%/*.gz}", "${X#v?l}", "${X#nope}", "${STARS#a\\*}", "${STARS%\\*c}", "${PATHS/a/x}", "${PATHS//\\//-}", "${PATHS/*./x}", "${X//l/L}", "${X//*/y}", "\"${X/u/$SPACES}\"", "'a b'\"$SPACES\"", "\"${NONE:-a b}\"", "a\\ b", "é$X", "$X=$X", "${X}=",
        ];
        string dockerfile = "FROM scratch\nENV X=value EMPTY= PATHS=/a/b/c.tar.gz STARS=a*b*c SPACES=\"one two\"\n"
            + string.Concat(words.Select((w, i) => string.Create(CultureInfo.InvariantCulture, $"ENV L{i}={w}\n")));

        var theirs = await DaemonParser.EnvironmentAsync(dockerfile);

        var file = Dockerfile.Parse(dockerfile, "/Dockerfile");
        var scope = VariableScope.OfStage(file, BuildVariables.Default, file.Stages[0]);
        for (int i = 0; i < words.Length; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"L{i}");
            Assert.AreEqual(theirs[name], scope.Find(name)!.Value, words[i]);
        }
    }

    private static int? Refused(string text, out string? message)
    {
        message = null;
        try
        {
            Dockerfile.Parse(text, "/Dockerfile");
            return null;
        }
        catch (ReproException e)
        {
            message = e.Message;
            return e.Diagnostic.Line;
        }
    }

    [GeneratedRegex(@"^(FROM|from) (a|scratch)\b", RegexOptions.Multiline)]
    private static partial Regex From();

    // What the daemon finds when it has parsed the file and puts in variables: quotes that stay open, options of mounts, ports. It tells no line then.
    [GeneratedRegex(@"failed to process ""|unexpected key '|invalid value |must be a key=value pair|unsupported (sharing value|mount type)|invalid (secret )?mount|Invalid containerPort|invalid signal|invalid checksum|invalid digest")]
    private static partial Regex AfterParsing();
}
