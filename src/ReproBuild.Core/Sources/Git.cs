using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Diagnostics;

namespace ReproBuild.Sources;

/// <summary>Runs git. Knows nothing of what its answers mean; <see cref="SourceRepository"/> does.</summary>
/// <param name="program">The program, by name or absolute path.</param>
public sealed class Git(string program = "git")
{
    // What surrounds us may be a git hook, whose variables would point every call at its own repository; messages are
    // read in English; and a question must never write to the repository it asks about.
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["LC_ALL"] = "C",
        ["LANGUAGE"] = null,
        ["GIT_DIR"] = null,
        ["GIT_WORK_TREE"] = null,
        ["GIT_INDEX_FILE"] = null,
        ["GIT_PREFIX"] = null,
        ["GIT_OPTIONAL_LOCKS"] = "0",
        ["GIT_TERMINAL_PROMPT"] = "0",
    };

    /// <summary>Runs git in a folder, and takes whatever it answers.</summary>
    /// <param name="directory">The folder; absolute.</param>
    /// <param name="arguments">The arguments, handed over as they are.</param>
    /// <param name="cancellationToken">Kills git.</param>
    /// <exception cref="ReproException">REPRO1001: git could not be started.</exception>
    public Task<GitAnswer> RunAsync(string directory, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(directory, arguments, index: null, input: "", cancellationToken);

    /// <inheritdoc cref="RunAsync(string, IEnumerable{string}, CancellationToken)"/>
    /// <param name="directory">The folder; absolute.</param>
    /// <param name="arguments">The arguments, handed over as they are.</param>
    /// <param name="index">The absolute path of a file that takes the place of the repository's index; null for its own.</param>
    /// <param name="input">What git reads from its standard input.</param>
    /// <param name="cancellationToken">Kills git.</param>
    internal async Task<GitAnswer> RunAsync(string directory, IEnumerable<string> arguments, string? index, string input, CancellationToken cancellationToken)
    {
        var command = Cli.Wrap(program)
            .WithArguments(["-C", directory, "-c", "core.fsmonitor=false", "-c", "log.showSignature=false", .. arguments])
            .WithEnvironmentVariables(index is null ? Environment : new Dictionary<string, string?>(Environment) { ["GIT_INDEX_FILE"] = index })
            .WithStandardInputPipe(PipeSource.FromString(input, Encoding.UTF8))
            .WithValidation(CommandResultValidation.None);
        try
        {
            var result = await command.ExecuteBufferedAsync(Encoding.UTF8, cancellationToken).ConfigureAwait(false);
            return new GitAnswer(result.ExitCode, result.StandardOutput, result.StandardError.Trim());
        }
        catch (Win32Exception e)
        {
            throw new ReproException(DiagnosticCodes.GitMissing,
                $"git could not be started ({e.Message}). Install git and put it on the PATH; to build without it, " +
                "set SOURCE_DATE_EPOCH and leave the repository.", e);
        }
    }
}
