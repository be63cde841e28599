using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes;

/// <summary>Differences in the headers of one layer's entries, kept until all of them are known. There may be a million: all but the latest lie in a temporary file.</summary>
internal sealed class HeldDifferences : IDisposable
{
    private readonly EntryArena _arena = new();
    private readonly List<long> _positions = [];
    private Difference? _common;

    /// <summary>Keeps a difference.</summary>
    /// <exception cref="ReproException">There is no room for it.</exception>
    public void Add(Difference difference, long sequence)
    {
        _common ??= difference with { Path = null, Fields = [] };
        using var record = new MemoryStream();
        using var writer = new BinaryWriter(record);
        writer.Write(sequence);
        Write(writer, difference.Path);
        writer.Write(difference.Fields.Count);
        foreach (var (name, left, right) in difference.Fields)
        {
            writer.Write(name);
            Write(writer, left);
            Write(writer, right);
        }

        _positions.Add(_arena.Append(record.GetBuffer().AsSpan(0, (int)record.Length)));
    }

    /// <summary>All that were kept, in the order in which they came.</summary>
    public IEnumerable<(Difference Difference, long Sequence)> All() => _positions.Select(Read);

    /// <inheritdoc/>
    public void Dispose() => _arena.Dispose();

    private (Difference Difference, long Sequence) Read(long position)
    {
        using var reader = new BinaryReader(new MemoryStream(_arena.Read(position).ToArray()));
        long sequence = reader.ReadInt64();
        string? path = Text(reader);
        var fields = new FieldDifference[reader.ReadInt32()];
        for (int i = 0; i < fields.Length; i++) fields[i] = new FieldDifference(reader.ReadString(), Text(reader), Text(reader));
        return (_common! with { Path = path, Fields = fields }, sequence);
    }

    private static void Write(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null) writer.Write(text);
    }

    private static string? Text(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
