namespace ReproBuild.Linting.Shell;

/// <summary>Tells in which file of the image what a command prints ends up.</summary>
internal static class ShellOutput
{
    /// <summary>The file; null where none is sure: a log, a device, a temporary folder, a mount, a variable.</summary>
    public static string? FileOf(LintStep step, ShellCommand command)
    {
        if (command.Redirections.LastOrDefault(r => r.TakesOutput) is { } output) return Kept(step, output.Operator == ">&" ? "" : output.Target.Text);
        if (command.PipedInto is { } next) return TeeOf(step, next) ?? FileOf(step, next);
        if (command.Group is { } group) return FileOf(step, group);
        return command.Within is { } owner ? FileOfArguments(step, owner) : null;
    }

    /// <summary>The file that a command's arguments, or its here-documents, are written into; null where none is sure.</summary>
    public static string? FileOfArguments(LintStep step, ShellCommand command) => command.Name switch
    {
        "echo" or "printf" => FileOf(step, command),
        "cat" or "tee" when command.Heredocs.Count > 0 => TeeOf(step, command) ?? FileOf(step, command),
        "sed" when command.Arguments.Any(a => a.Text.StartsWith("-i", StringComparison.Ordinal) || a.Text.StartsWith("--in-place", StringComparison.Ordinal)) => Kept(step, command.Words[^1].Text),
        "go" when command.Arguments.FirstOrDefault()?.Text is "build" or "install" => "the program",
        _ => null,
    };

    private static string? TeeOf(LintStep step, ShellCommand command) =>
        command.Name == "tee" ? command.Arguments.Where(a => !a.Text.StartsWith('-')).Select(a => Kept(step, a.Text)).FirstOrDefault(f => f is not null) : null;

    /// <summary>A path where it is one of the image that stays; null where it is lost with the build.</summary>
    public static string? Kept(LintStep step, string path)
    {
        bool lost = path.Length == 0 || path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal)
            || path.StartsWith("/sys/", StringComparison.Ordinal) || path.StartsWith("/run/", StringComparison.Ordinal)
            || path.StartsWith("/tmp/", StringComparison.Ordinal) || path.StartsWith("/var/tmp/", StringComparison.Ordinal);
        return lost || step.IsMounted(path) ? null : path;
    }
}
