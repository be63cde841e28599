using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>Recognises an instruction of a Dockerfile in what an engine wrote about it into the history.</summary>
/// <remarks>
/// As seen of BuildKit 0.13, buildah 1.28 and podman 4.3. BuildKit: <c>RUN |1 A=b /bin/sh -c make # buildkit</c>, <c>COPY a b # buildkit</c>,
/// variables put in. buildah, as the classic docker build: <c>|1 A=b /bin/sh -c make</c>, <c>/bin/sh -c #(nop) COPY file:… in b</c>,
/// variables as written. Says no where it is not sure: a wrong line is worse than none.
/// </remarks>
internal static class HistoryText
{
    private const string Nop = "/bin/sh -c #(nop) ";
    private const string BuildKitEnd = " # buildkit";

    /// <summary>Whether the history entry is this instruction's.</summary>
    public static bool IsOf(HistoryEntry entry, Instruction instruction)
    {
        if (entry.CreatedBy is not { Length: > 0 } createdBy) return false;

        string text = createdBy.Trim();
        bool buildKit = text.EndsWith(BuildKitEnd, StringComparison.Ordinal) || entry.Comment?.StartsWith("buildkit.", StringComparison.Ordinal) == true;
        if (text.EndsWith(BuildKitEnd, StringComparison.Ordinal)) text = text[..^BuildKitEnd.Length];
        if (text.StartsWith(Nop, StringComparison.Ordinal)) return IsWritten(Words(text[Nop.Length..]), instruction, buildKit);
        if (!buildKit) return instruction.Keyword == "RUN" && IsRun(Normal(text), instruction);

        string[] words = Words(text);
        if (words.Length == 0 || words[0] != instruction.Keyword) return false;
        return instruction.Keyword == "RUN" ? IsRun(Normal(text[3..]), instruction) : IsWritten(words, instruction, buildKit);
    }

    /// <summary>Whether the entry tells of a step that makes content, whatever it says of an empty layer.</summary>
    public static bool MakesContent(HistoryEntry entry)
    {
        string text = entry.CreatedBy?.Trim() ?? "";
        if (text.StartsWith(Nop, StringComparison.Ordinal)) return Words(text[Nop.Length..]) is ["COPY" or "ADD", ..];
        return text.StartsWith("/bin/sh -c ", StringComparison.Ordinal) || text.StartsWith('|')
            || Words(text) is ["RUN" or "COPY" or "ADD", ..];
    }

    private static bool IsRun(string history, Instruction instruction) =>
        Commands(instruction).Any(command => command.Length > 0 && (history == command
            || history.EndsWith(" -c " + command, StringComparison.Ordinal)
            || (instruction.IsJson && history.StartsWith('|') && history.EndsWith(" " + command, StringComparison.Ordinal))));

    private static IEnumerable<string> Commands(Instruction instruction)
    {
        yield return Normal(instruction.ArgumentText);
        // buildah keeps flags such as --mount.
        yield return Normal(instruction.LogicalText.Trim()[instruction.Keyword.Length..]);
        if (instruction.IsJson) yield return Normal(string.Join(' ', instruction.Arguments.Select(a => a.Text)));
        if (instruction.Heredocs.Count == 1) yield return Normal(instruction.Heredocs[0].Body);
    }

    private static bool IsWritten(string[] history, Instruction instruction, bool buildKit)
    {
        if (history.Length == 0 || history[0] != instruction.Keyword) return false;
        return instruction.Keyword switch
        {
            "COPY" or "ADD" when buildKit => SameWords([.. history[1..].SkipWhile(w => w.StartsWith("--", StringComparison.Ordinal))], instruction),
            // file:…, dir:… or multi:… stand for the sources, which leaves the destination to go by.
            "COPY" or "ADD" => history is [_, _, "in", var to] && instruction.Arguments.Count > 0 && to == instruction.Arguments[^1].Text,
            "WORKDIR" => history is [_, var folder] && instruction.ArgumentText is { } argument && !argument.Contains('$', StringComparison.Ordinal)
                && (folder == argument.TrimEnd('/') || folder == argument || folder.EndsWith("/" + argument.TrimEnd('/'), StringComparison.Ordinal)),
            _ => Normal(string.Join(' ', history[1..])) == Normal(instruction.ArgumentText),
        };
    }

    // A word with a variable has its value in the history, which is not known here; the others must be the same, and one must be.
    private static bool SameWords(string[] history, Instruction instruction)
    {
        string[] words = [.. instruction.Arguments.Select(a => a.Text)];
        return history.Length == words.Length
            && words.Any(w => !w.Contains('$', StringComparison.Ordinal))
            && words.Zip(history).All(p => p.First == p.Second || p.First.Contains('$', StringComparison.Ordinal));
    }

    private static string Normal(string text) => string.Join(' ', Words(text));

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
