using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Asks for many images at once: each distinct one once, side by side.</summary>
internal static class ImageResolutions
{
    // As many as a browser opens to one host; a registry answers each within a round trip or two.
    private const int AtOnce = 8;

    /// <summary>Asks for each distinct reference.</summary>
    /// <param name="references">The references; equal ones are asked for once.</param>
    /// <param name="ask">Asks for one.</param>
    /// <param name="cancellationToken">Stops all.</param>
    public static async Task<IReadOnlyDictionary<ImageReference, T>> AskAsync<T>(
        IEnumerable<ImageReference> references, Func<ImageReference, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var answers = new System.Collections.Concurrent.ConcurrentDictionary<ImageReference, T>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(references.Distinct(), options, async (reference, token) =>
            answers[reference] = await ask(reference, token).ConfigureAwait(false)).ConfigureAwait(false);
        return answers;
    }
}
