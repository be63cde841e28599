namespace ReproBuild.Benchmarks;

/// <summary>Bytes that compress as programs do, to about a third.</summary>
internal static class Bytes
{
    /// <summary>Makes bytes: pieces of what stands a little before, and new ones. Equal seeds give equal bytes.</summary>
    public static byte[] Make(int length, int seed)
    {
        var random = new Random(seed);
        byte[] bytes = new byte[length];
        for (int at = 0; at < length;)
        {
            if (at > 4096 && random.Next(100) < 62)
            {
                int count = Math.Min(random.Next(4, 24), length - at);
                int from = at - random.Next(count, Math.Min(at, 30_000));
                for (int i = 0; i < count; i++) bytes[at++] = bytes[from + i];
            }
            else
            {
                int count = Math.Min(random.Next(1, 12), length - at);
                random.NextBytes(bytes.AsSpan(at, count));
                for (int i = 0; i < count; i++) bytes[at + i] &= 0x7f;
                at += count;
            }
        }

        return bytes;
    }
}
