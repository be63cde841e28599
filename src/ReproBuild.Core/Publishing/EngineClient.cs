using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Archives;
using ReproBuild.Building;
using ReproBuild.Diagnostics;

namespace ReproBuild.Publishing;

/// <summary>The command line of an engine.</summary>
/// <param name="program">The program.</param>
internal sealed class EngineClient(string program)
{
    private static readonly Dictionary<string, string?> NoChanges = [];

    /// <summary>Asks something; null where the program is not installed.</summary>
    public Task<Inquiry.Answer?> AskAsync(CancellationToken cancellation, params string[] arguments) => Inquiry.AskAsync(program, arguments, NoChanges, cancellation);

    /// <summary>Asks something that it must be able to answer.</summary>
    /// <exception cref="ReproException">REPRO7013: it is not.</exception>
    public async Task<string> RequireAsync(CancellationToken cancellation, params string[] arguments)
    {
        var answer = await AskAsync(cancellation, arguments).ConfigureAwait(false);
        return answer is { Succeeded: true } ? answer.Output.Trim() : throw Failed(arguments, answer?.Error ?? "it is not installed");
    }

    /// <summary>Loads a tar through its standard input.</summary>
    /// <exception cref="ReproException">REPRO7013: it does not take it; and what reading the image throws.</exception>
    public async Task LoadAsync(LoadableTar tar, CancellationToken cancellation)
    {
        var source = PipeSource.Create(async (input, token) => await Task.Run(() => tar.Write(input, token), token).ConfigureAwait(false));
        try
        {
            var result = await Cli.Wrap(program).WithArguments("load").WithStandardInputPipe(source)
                .WithEnvironmentVariables(EngineEnvironment.Of(NoChanges))
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8, cancellation).ConfigureAwait(false);
            if (result.ExitCode != 0) throw Failed(["load"], result.StandardError);
        }
        catch (Win32Exception e)
        {
            throw Failed(["load"], e.Message);
        }
    }

    private ReproException Failed(string[] arguments, string why) => new(DiagnosticCodes.NotLoaded,
        $"\"{program} {string.Join(' ', arguments.TakeWhile(a => !a.StartsWith('-')))}\" failed: {ArchiveErrors.Printable(why.Trim().ReplaceLineEndings(" "))} Mend that and publish again.");
}
