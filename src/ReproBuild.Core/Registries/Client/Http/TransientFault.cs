using ReproBuild.Diagnostics;

namespace ReproBuild.Registries;

/// <summary>A failure that may pass by itself.</summary>
/// <param name="final">The error when it did not, given how often it was tried.</param>
/// <param name="wait">How long the registry asks to wait; null where it does not say.</param>
internal sealed class TransientFault(Func<int, ReproException> final, TimeSpan? wait = null) : Exception
{
    public TimeSpan? Wait => wait;

    public ReproException Final(int attempts) => final(attempts);
}
