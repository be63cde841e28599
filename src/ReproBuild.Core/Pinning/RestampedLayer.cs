using ReproBuild.Archives;

namespace ReproBuild.Pinning;

/// <summary>Tells whether one layer is another that was written anew with later times set back, entry by entry.</summary>
/// <remarks>
/// BuildKit before 0.14 does this to base layers with <c>rewrite-timestamp</c>: entries keep their order and all that they are, and times
/// behind the epoch become the epoch.
/// </remarks>
internal static class RestampedLayer
{
    /// <summary>Compares.</summary>
    /// <param name="original">The layer as it was; read to its end, and so checked.</param>
    /// <param name="written">The layer as it is.</param>
    /// <param name="epoch">The epoch, in seconds since 1970.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What differs, one clause; null when it is that layer.</returns>
    public static string? Difference(LayerReader original, LayerReader written, long epoch, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (was, now) = (original.Next(), written.Next());
            if (was is null && now is null) return null;
            if (was is null || now is null) return $"\"{(was ?? now)!.Path}\" is in {(was is null ? "the image" : "the base")} alone";
            if (!Path(was).SequenceEqual(Path(now))) return $"\"{now.Path}\" stands where \"{was.Path}\" should";
            if (Header(was, now, epoch) is { } field) return $"{field} of \"{was.Path}\" differs";
            if (!SameContent(original, written)) return $"the content of \"{was.Path}\" differs";
        }
    }

    private static string? Header(TarEntry was, TarEntry now, long epoch)
    {
        if (was.Type != now.Type) return "the type";
        if (was.Size != now.Size || was.StoredSize != now.StoredSize) return "the length";
        if ((was.Mode & 0xFFF) != (now.Mode & 0xFFF)) return "the mode";
        if (was.Uid != now.Uid || was.Gid != now.Gid) return "the owner";
        if (!was.LinkTargetBytes.Span.SequenceEqual(now.LinkTargetBytes.Span)) return "the target";
        if (was.DevMajor != now.DevMajor || was.DevMinor != now.DevMinor) return "the device number";
        if (now.MTime.Seconds != Math.Min(was.MTime.Seconds, epoch) && now.MTime.Seconds != was.MTime.Seconds) return "the time";
        return SameXattrs(was, now) ? null : "an extended attribute";
    }

    private static bool SameXattrs(TarEntry was, TarEntry now)
    {
        if (was.PaxRecords.Count + was.GlobalRecords.Count + now.PaxRecords.Count + now.GlobalRecords.Count == 0) return true;
        var (left, right) = (was.GetXattrs(), now.GetXattrs());
        return left.Count == right.Count && left.All(x => right.TryGetValue(x.Key, out var value) && value.Span.SequenceEqual(x.Value.Span));
    }

    // A folder may be written with a slash at its end or without.
    private static ReadOnlySpan<byte> Path(TarEntry entry) => entry.PathBytes.Span.TrimEnd((byte)'/');

    private static bool SameContent(LayerReader original, LayerReader written)
    {
        while (true)
        {
            ReadOnlySpan<byte> left = original.PeekContent(), right = written.PeekContent();
            int length = Math.Min(left.Length, right.Length);
            if (length == 0) return left.Length == right.Length;
            if (!left[..length].SequenceEqual(right[..length])) return false;
            original.AdvanceContent(length);
            written.AdvanceContent(length);
        }
    }
}
