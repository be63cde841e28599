using System.IO.Hashing;
using ReproBuild.Archives;

namespace ReproBuild.Comparing;

/// <summary>What makes two entries the same entry: the path, however it is written.</summary>
internal static class EntryKey
{
    // Names come from strangers, who must not be able to choose ones that fall into one slot. Nothing that is shown depends on it.
    private static readonly long Seed = Random.Shared.NextInt64();

    /// <summary>The path's bytes without <c>./</c> or <c>/</c> before it and <c>/</c> behind it.</summary>
    public static ReadOnlyMemory<byte> Of(TarEntry entry)
    {
        var path = entry.PathBytes;
        while (true)
        {
            if (path.Span.StartsWith("./"u8)) path = path[2..];
            else if (path.Span.StartsWith("/"u8)) path = path[1..];
            else break;
        }

        while (path.Span.EndsWith("/"u8)) path = path[..^1];
        return path;
    }

    /// <summary>A hash of a key.</summary>
    public static ulong Hash(ReadOnlySpan<byte> key) => XxHash3.HashToUInt64(key, Seed);
}
