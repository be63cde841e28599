namespace ReproBuild.Archives;

/// <summary>A pooled buffer on its way from the thread that fills it to the one that reads it, and back.</summary>
internal sealed class Chunk
{
    /// <summary>Large enough that handing over costs nothing, small enough to stay in the processor's cache; a multiple of a tar block.</summary>
    public const int Capacity = 128 << 10;

    public byte[] Bytes { get; } = new byte[Capacity];

    public int Length { get; set; }
}
