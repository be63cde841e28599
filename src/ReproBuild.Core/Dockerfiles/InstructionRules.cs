using System.Text.RegularExpressions;

namespace ReproBuild.Dockerfiles;

/// <summary>What BuildKit asks of each instruction before it builds.</summary>
/// <remarks>BuildKit, <c>frontend/dockerfile/instructions/parse.go</c>.</remarks>
internal static partial class InstructionRules
{
    /// <exception cref="Diagnostics.ReproException">REPRO3002, at the instruction or the flag.</exception>
    public static void Check(string path, Instruction instruction)
    {
        if (Violation(instruction) is { } message)
        {
            throw DockerfileError.At(path, instruction.Line, instruction.Column, message);
        }

        if (ChecksFlags(instruction) && FlagRules.Violation(instruction.Keyword, instruction.Flags) is var (flag, wrong))
        {
            throw DockerfileError.At(path, instruction.Line, Column(instruction, flag), wrong);
        }

        if (instruction.Keyword == "RUN" && RunRules.Violation(instruction) is var (runFlag, reason))
        {
            throw DockerfileError.At(path, instruction.Line, Column(instruction, runFlag), reason);
        }
    }

    private static int Column(Instruction instruction, InstructionFlag flag) =>
        flag.Span.Line == instruction.Line ? flag.Span.Column : instruction.Column;

    // BuildKit does not look at the flags of these, so that anything goes.
    private static bool ChecksFlags(Instruction i) =>
        i.Keyword is not ("ARG" or "STOPSIGNAL")
        && !(i.Keyword == "HEALTHCHECK" && i.Arguments[0].Text.Equals("NONE", StringComparison.OrdinalIgnoreCase));

    private static string? Violation(Instruction i) => i.Keyword switch
    {
        "ADD" or "COPY" => Copy(i),
        "ARG" => Names(i, "a name"),
        "CMD" or "ENTRYPOINT" or "RUN" => null,
        "ENV" or "LABEL" => Names(i, "name=value"),
        "EXPOSE" => i.Arguments.Count == 0 ? "EXPOSE needs at least one port." : null,
        "FROM" => From(i),
        "HEALTHCHECK" => HealthcheckRules.Violation(i),
        "MAINTAINER" or "STOPSIGNAL" or "USER" or "WORKDIR" => i.Arguments.Count == 0 ? $"{i.Keyword} needs an argument." : null,
        "ONBUILD" => OnBuild(i),
        "SHELL" => Shell(i),
        "VOLUME" => Volume(i),
        _ => $"\"{i.LogicalText.Trim().Split(' ', '\t')[0]}\" is no instruction of a Dockerfile. Is a \"\\\" missing at the end of the line before?",
    };

    private static string? From(Instruction i)
    {
        bool named = i.Arguments.Count == 3 && i.Arguments[1].Text.Equals("AS", StringComparison.OrdinalIgnoreCase);
        if (!named)
        {
            return i.Arguments.Count == 1 ? null
                : "FROM takes one image or stage: FROM <image>, or FROM <image> AS <name>. A comment needs a line of its own.";
        }

        return StageName().IsMatch(i.Arguments[2].Text.ToLowerInvariant()) ? null
            : $"\"{i.Arguments[2].Text}\" cannot name a stage: begin with a letter, and use letters, digits, \"-\", \"_\" and \".\" only.";
    }

    private static string? Copy(Instruction i)
    {
        if (i.Arguments.Count < 2) return $"{i.Keyword} needs a source and a destination.";
        return IsHeredoc(i.Arguments[^1].Text) ? $"{i.Keyword} cannot write to a heredoc: the destination must be a path." : null;
    }

    private static bool IsHeredoc(string word)
    {
        try
        {
            return HeredocOpening.Parse(word) is not null;
        }
        catch (ShellSyntaxException)
        {
            return false;
        }
    }

    private static string? Names(Instruction i, string what) =>
        i.Assignments.Count == 0 ? $"{i.Keyword} needs {what}."
        : HasNoName(i.Assignments) ? $"{i.Keyword} has an assignment without a name."
        : null;

    private static bool HasNoName(IReadOnlyList<VariableAssignment> assignments)
    {
        for (int i = 0; i < assignments.Count; i++)
        {
            if (assignments[i].Name.Length == 0) return true;
        }

        return false;
    }

    private static string? OnBuild(Instruction i) => i.Trigger?.Keyword switch
    {
        null => "ONBUILD needs an instruction behind it.",
        "ONBUILD" => "ONBUILD cannot stand behind ONBUILD.",
        "FROM" or "MAINTAINER" => $"{i.Trigger.Keyword} cannot stand behind ONBUILD.",
        _ => null,
    };

    private static string? Shell(Instruction i) =>
        !i.IsJson ? "SHELL needs the JSON form: SHELL [\"executable\", \"argument\"]."
        : i.Arguments.Count == 0 ? "SHELL needs at least one string."
        : null;

    private static string? Volume(Instruction i) =>
        i.Arguments.Count == 0 ? "VOLUME needs at least one path."
        : i.Arguments.Any(a => string.IsNullOrWhiteSpace(a.Text)) ? "VOLUME has an empty path."
        : null;

    [GeneratedRegex(@"\A[a-z][a-z0-9\-_.]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex StageName();
}
