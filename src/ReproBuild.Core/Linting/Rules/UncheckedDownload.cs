using ReproBuild.Causes;
using ReproBuild.Linting.Shell;

namespace ReproBuild.Linting.Rules;

/// <summary>curl or wget takes what an address serves that day, and it is run, or its address says that it moves.</summary>
internal sealed class UncheckedDownload : CommandRule
{
    private static readonly HashSet<string> Checkers = ["sha256sum", "sha512sum", "sha384sum", "sha1sum", "shasum", "b2sum", "md5sum", "gpg", "gpgv", "gpg2", "cosign", "minisign", "signify"];
    private static readonly HashSet<string> Interpreters = ["python", "python3", "perl", "ruby", "node", "php"];

    protected override LintWords? Check(LintStep step, ShellCommand command)
    {
        if (command.Name is not ("curl" or "wget") || command.Arguments.FirstOrDefault(IsAddress) is not { } address || IsChecked(step)) return null;

        string url = Names.One(address.Text);
        if (IsRun(command))
        {
            return new LintWords(UncheckedAdd.Code, UncheckedAdd.Title, $"What {url} serves that day is run, and nothing checks it.",
                new Remedy("Keep the script beside the Dockerfile, or fetch it with its checksum and run that: ADD --checksum=sha256:<digest> …."));
        }

        return MovingNames.HasMovingPart(address.Text)
            ? new LintWords(UncheckedAdd.Code, UncheckedAdd.Title, $"{url} is something else with each release, and nothing checks what it serves.",
                new Remedy("Name a version, and check what comes: ADD --checksum=sha256:<digest> …, or sha256sum -c."))
            : null;
    }

    private static bool IsAddress(ShellWord word) =>
        (word.Text.StartsWith("https://", StringComparison.Ordinal) || word.Text.StartsWith("http://", StringComparison.Ordinal))
        && !word.Text.Contains("://localhost", StringComparison.Ordinal) && !word.Text.Contains("://127.", StringComparison.Ordinal);

    // A check may stand in a later RUN of the stage.
    private static bool IsChecked(LintStep step) =>
        step.Stage.Instructions.Where(i => i.Keyword == "RUN").SelectMany(i => RunScript.Read(i, step.Shell))
            .Any(c => c.Name is { } name && (Checkers.Contains(name) || (name == "openssl" && c.Arguments.FirstOrDefault()?.Text is "dgst" or "sha256")));

    private static bool IsRun(ShellCommand command)
    {
        for (var next = command.PipedInto; next is not null; next = next.PipedInto)
        {
            if (Runs(next)) return true;
        }

        // bash -c "$(curl …)", bash <(curl …), eval "$(curl …)"
        return command.Within is { } owner && (ShellNames.IsShell(owner.Name) || owner.Name is "eval" or "source" or ".");
    }

    // "python3 -c …" reads what it is given as data.
    private static bool Runs(ShellCommand command) =>
        (ShellNames.IsShell(command.Name) && !command.Arguments.Any(a => a.Text == "-c"))
        || (command.Name is { } name && Interpreters.Contains(name) && command.Arguments.All(a => a.Text == "-"));
}
