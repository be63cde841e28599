using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace ReproBuild.Building;

/// <summary>Asks a program something that it answers at once.</summary>
internal static class Inquiry
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program and takes its answer.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Changes to its environment.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>The answer; null where the program is not installed.</returns>
    public static async Task<Answer?> AskAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        try
        {
            var result = await Cli.Wrap(program)
                .WithArguments(arguments)
                .WithEnvironmentVariables(EngineEnvironment.Of(environment))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(Encoding.UTF8, limited.Token)
                .ConfigureAwait(false);
            return new Answer(result.ExitCode == 0, result.StandardOutput, OneLine(result.StandardError));
        }
        catch (Win32Exception)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Answer(false, "", $"no answer within {Patience.TotalSeconds:F0} s");
        }
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>What a program answered.</summary>
    /// <param name="Succeeded">Whether its exit code was 0.</param>
    /// <param name="Output">Its standard output.</param>
    /// <param name="Error">Its standard error, in one line.</param>
    internal sealed record Answer(bool Succeeded, string Output, string Error);
}
