using System.Collections.Concurrent;
using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>Asks helper programs for many repositories at a time: each program once for a server, and never again after it has failed.</summary>
/// <remarks>Else a build with ten images asks ten times at once to unlock one key ring, and waits again and again for a program that hangs.</remarks>
/// <param name="helper">Asks once.</param>
internal sealed class CredentialHelpers(CredentialHelper helper)
{
    private readonly ConcurrentDictionary<(string Name, string Server, string File), Lazy<Task<RegistryCredential?>>> _asked = new();

    /// <summary>Asks, or waits for what is being asked. The parameters are those of <see cref="CredentialHelper.GetAsync"/>.</summary>
    /// <exception cref="ReproException">REPRO6036, also of an earlier time.</exception>
    public async Task<RegistryCredential?> GetAsync(string name, string server, string file, CancellationToken cancellation)
    {
        var question = (name, server, file);
        while (true)
        {
            var asked = _asked.GetOrAdd(question, _ => new(() => helper.GetAsync(name, server, file, cancellation)));
            try
            {
                var found = await asked.Value.WaitAsync(cancellation).ConfigureAwait(false);
                // What it tells may be good for minutes only.
                _asked.TryRemove(new(question, asked));
                return found;
            }
            catch (OperationCanceledException) when (asked.Value.IsCanceled)
            {
                // Perhaps by another who asked; then it is mine to ask.
                _asked.TryRemove(new(question, asked));
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }
}
