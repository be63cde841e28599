namespace ReproBuild.Archives;

/// <summary>Bytes in order, handed out in large pieces that are not copied.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>
    /// Gives the next piece, from the start of <paramref name="buffer"/>; the piece before is then no longer valid.
    /// Every piece but the last is a multiple of a tar block long, so that no header is ever cut in two.
    /// </summary>
    /// <returns>The length of the piece; 0 at the end.</returns>
    public abstract int Next(out byte[] buffer);

    /// <summary>Passes over bytes without reading them, where the source can.</summary>
    /// <param name="count">How many, a multiple of a tar block.</param>
    /// <returns>How many were passed over: all or none.</returns>
    public virtual long Skip(long count) => 0;

    public abstract void Dispose();
}
