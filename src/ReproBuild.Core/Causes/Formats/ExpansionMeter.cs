namespace ReproBuild.Causes.Formats;

/// <summary>Counts what comes out of a packed content, and stops it before it is too much.</summary>
/// <param name="packed">The length of what is packed, in bytes.</param>
internal sealed class ExpansionMeter(long packed)
{
    private readonly long _limit = Math.Min(ContentLimits.MaxExpandedBytes, (1 << 20) + ContentLimits.MaxRatio * packed);
    private long _count;

    /// <summary>How many more may come.</summary>
    public long Left => _limit - _count;

    /// <summary>Counts bytes that are unpacked into memory of their own.</summary>
    /// <exception cref="InvalidDataException">They are more than <see cref="ContentLimits"/> allows.</exception>
    public void Add(long count)
    {
        AddStored(count);
        WorkingMemory.Add(count);
    }

    /// <summary>Counts bytes that stand in the archive as they are, and are used from there.</summary>
    /// <exception cref="InvalidDataException">They are more than <see cref="ContentLimits"/> allows.</exception>
    public void AddStored(long count)
    {
        _count += count;
        if (_count > _limit) throw new InvalidDataException($"it unpacks to more than {_limit} bytes");
    }

    /// <summary>Reads a stream to its end.</summary>
    public byte[] ReadAll(Stream stream)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[64 << 10];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            Add(count);
            content.Write(buffer, 0, count);
        }

        LargeGarbage.Add(content.Length);
        return WorkingMemory.Shared(content.ToArray());
    }
}
