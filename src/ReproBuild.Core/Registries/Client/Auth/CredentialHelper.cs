using System.ComponentModel;
using System.Text;
using System.Text.Json;
using CliWrap;
using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>Asks a program for credentials, as Docker does: <c>docker-credential-name get</c>, both ways through pipes. docker-credential-helpers, "Development".</summary>
/// <param name="SearchPath">The folders in which programs lie, as PATH has them.</param>
/// <param name="Limit">The longest that it may take.</param>
internal sealed record CredentialHelper(string SearchPath, TimeSpan Limit)
{
    /// <summary>Long enough for someone to unlock a key ring.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Prefix = "docker-credential-";
    private const string TokenUser = "<token>";
    private const string NotFound = "credentials not found";
    private const int MaxAnswerBytes = 64 << 10;

    /// <summary>Asks.</summary>
    /// <param name="name">The end of the program's name.</param>
    /// <param name="server">What is asked for.</param>
    /// <param name="file">The file that names the helper, for messages.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <returns>Null where the helper knows none.</returns>
    /// <exception cref="ReproException">REPRO6036: it is missing, hangs, fails or answers garbage.</exception>
    public async Task<RegistryCredential?> GetAsync(string name, string server, string file, CancellationToken cancellation)
    {
        string program = Find(name) ?? throw Unusable(name, file, "is not in the folders of PATH", "Install it");
        using var output = new MemoryStream();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Limit);
        int exitCode;
        try
        {
            var target = PipeTarget.Create(async (from, token) =>
            {
                byte[] buffer = new byte[4096];
                while (await from.ReadAsync(buffer, token).ConfigureAwait(false) is > 0 and int count)
                {
                    if (output.Length <= MaxAnswerBytes) output.Write(buffer, 0, count);
                }
            });
            var result = await Cli.Wrap(program).WithArguments("get").WithValidation(CommandResultValidation.None)
                .WithStandardInputPipe(PipeSource.FromString(server)).WithStandardOutputPipe(target)
                .ExecuteAsync(patience.Token).ConfigureAwait(false);
            exitCode = result.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unusable(name, file, $"gave no answer within {Limit.TotalSeconds:0.#} s and was ended", "Unlock what it reads from");
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            throw Unusable(name, file, $"cannot be run: {e.Message.TrimEnd('.')}", "Repair it");
        }
        return Read(output.ToArray(), exitCode, name, server, file);
    }

    private static RegistryCredential? Read(byte[] output, int exitCode, string name, string server, string file)
    {
        if (exitCode != 0)
        {
            return Encoding.UTF8.GetString(output).Contains(NotFound, StringComparison.OrdinalIgnoreCase)
                ? null : throw Unusable(name, file, $"ended with exit code {exitCode}", $"See what it says to: echo {server} | {Prefix}{name} get");
        }
        try
        {
            using var document = JsonDocument.Parse(output);
            var root = document.RootElement;
            string? user = root.GetProperty("Username").GetString(), secret = root.GetProperty("Secret").GetString();
            if (string.IsNullOrEmpty(secret)) return null;
            return string.IsNullOrEmpty(user) || user == TokenUser ? RegistryCredential.Identity(secret) : RegistryCredential.Basic(user, secret);
        }
        // What it printed may hold the secret, and so may what the parser says of it.
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unusable(name, file, $"answered with {output.Length} bytes that are no JSON object with Username and Secret", $"See what it says to: echo {server} | {Prefix}{name} get");
        }
    }

    // Searched for here and not by the system, which would take one from the current folder.
    private string? Find(string name)
    {
        if (name.AsSpan().ContainsAny('/', '\\', '\0')) return null;
        string[] ends = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        return SearchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathFullyQualified)
            .SelectMany(folder => ends.Select(end => Path.Combine(folder, Prefix + name + end))).FirstOrDefault(File.Exists);
    }

    private static ReproException Unusable(string name, string file, string why, string remedy) => new(
        DiagnosticCodes.CredentialsUnusable, $"The credential helper {Prefix}{name}, which \"{file}\" names, {why}. {remedy}, or remove it from that file and log in again.");
}
