using ReproBuild.Causes;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Rules;

/// <summary>A value by chance is written into the image.</summary>
internal sealed class RandomValue : WrittenValue
{
    protected override bool IsVolatile(ShellCommand command) =>
        command.Name == "uuidgen"
        || (command.Name == "openssl" && command.Arguments.FirstOrDefault()?.Text == "rand")
        || command.Arguments.Concat(command.Redirections.Where(r => r.Operator == "<").Select(r => r.Target))
            .Any(w => w.Text.StartsWith("if=", StringComparison.Ordinal) ? IsSource(w.Text[3..]) : IsSource(w.Text));

    protected override string? FileOf(LintStep step, ShellCommand command)
    {
        var words = command.Arguments.Select(a => a.Text).ToList();
        return command.Name switch
        {
            "openssl" when words.IndexOf("-out") is >= 0 and var at && at + 1 < words.Count => ShellOutput.Kept(step, words[at + 1]),
            "dd" when words.FirstOrDefault(w => w.StartsWith("of=", StringComparison.Ordinal)) is { } output => ShellOutput.Kept(step, output[3..]),
            _ => null,
        };
    }

    protected override LintWords Tell(LintStep step, ShellCommand command, string file) => new("REPRO3206", "A value by chance in a file",
        $"{command.Name} writes a value by chance into {file}, so that every build is another image.",
        new Remedy("Write a fixed value, or make it when the container starts."));

    private static bool IsSource(string path) => path is "/dev/urandom" or "/dev/random" or "/proc/sys/kernel/random/uuid";
}
