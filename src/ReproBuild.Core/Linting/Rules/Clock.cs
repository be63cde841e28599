using System.Text.RegularExpressions;
using ReproBuild.Causes;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Rules;

/// <summary><c>date</c> writes the time of the build into the image.</summary>
internal sealed partial class Clock : WrittenValue
{
    private const string Epoch = "SOURCE_DATE_EPOCH";

    protected override bool IsVolatile(ShellCommand command) => command.Name == "date" && !command.Arguments.Any(a => GivesTime().IsMatch(a.Text));

    protected override LintWords Tell(LintStep step, ShellCommand command, string file)
    {
        var name = command.Words.First(w => w.Text == "date" || w.Text.EndsWith("/date", StringComparison.Ordinal));
        bool universal = command.Arguments.Any(a => a.Text is "-u" or "--utc" or "--universal");
        string? line = LineEdits.Apply(step, command, LineEdits.Insert(name.End, $"{(universal ? "" : " -u")} -d @${Epoch}"));
        bool declared = step.Declares(Epoch), first = step.Dockerfile.Map.At(command.Place).Line == step.Instruction.Line;
        return new LintWords("REPRO3201", "The time of the build in a file",
            $"date writes the time of the build into {file}, so that every build is another image.",
            new Remedy(declared || first ? $"Remove it, or derive it from {Epoch}." : $"Remove it, or put ARG {Epoch} before this RUN and derive it from that.",
                line is null ? null : declared || !first ? line : $"ARG {Epoch}\n{line}"));
    }

    // -d, -r and their like, -u before them, and the long names; "-Iseconds" and "-R" are forms of the present.
    [GeneratedRegex("\\A(-u?[drfsD]|--(date|reference|file|set)\\b)", RegexOptions.CultureInvariant)]
    private static partial Regex GivesTime();
}
