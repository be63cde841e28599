using ReproBuild.Archives;

namespace ReproBuild.Registries;

/// <summary>Reads a small body whole, and no more of it than is allowed.</summary>
internal static class BoundedBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="limitName">How messages name the limit.</param>
    /// <param name="what">What the body is.</param>
    /// <param name="name">What messages call the other side.</param>
    /// <param name="watchdog">Bounds the silence.</param>
    /// <exception cref="Diagnostics.ReproException">REPRO6007: it is longer.</exception>
    /// <exception cref="TransientFault">It broke off, or nothing came.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage answer, long limit, string limitName, string what, string name, Watchdog watchdog)
    {
        if (answer.Content.Headers.ContentLength is { } announced && announced > limit) throw TooLong(announced);
        using var bytes = new MemoryStream();
        try
        {
            using var body = await answer.Content.ReadAsStreamAsync(watchdog.Token).ConfigureAwait(false);
            byte[] buffer = new byte[16 << 10];
            while (await body.ReadAsync(buffer, watchdog.Token).ConfigureAwait(false) is > 0 and int count)
            {
                watchdog.Feed();
                if (bytes.Length + count > limit) throw TooLong(bytes.Length + count);
                bytes.Write(buffer, 0, count);
            }
            return bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw WireErrors.Broken(name, what, e);
        }
        catch (OperationCanceledException e) when (watchdog.Barked)
        {
            throw WireErrors.Silent(name, what, watchdog.Patience, e);
        }

        Exception TooLong(long found) => Limits.Exceeded(limitName, limit, $"{name} sends {found} bytes or more as {what}", "The answer is not read further.");
    }
}
