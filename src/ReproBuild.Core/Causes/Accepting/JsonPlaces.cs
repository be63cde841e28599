using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Accepting;

/// <summary>Lines and columns of a JSON text.</summary>
internal readonly ref struct JsonPlaces(ReadOnlySpan<byte> json, string path)
{
    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>The file's path.</summary>
    public string Path { get; } = path;

    /// <summary>The line of a byte, from 1.</summary>
    public int Line(long at) => _json[..(int)at].Count((byte)'\n') + 1;

    /// <summary>The diagnostic for what stands at a byte.</summary>
    public ReproException Bad(long at, string message)
    {
        int lineStart = _json[..(int)at].LastIndexOf((byte)'\n') + 1;
        return AcceptanceText.Bad(message, Path, Line(at), (int)at - lineStart + 1);
    }
}
