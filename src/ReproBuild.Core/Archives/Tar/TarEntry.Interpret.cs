using System.Text;

namespace ReproBuild.Archives;

/// <summary>How an entry's fields come out of its header and the extended headers before it.</summary>
public sealed partial class TarEntry
{
    private readonly ByteBuffer _extensions = new();
    private readonly List<ExtensionHeader> _headers = [];
    private readonly List<PaxRecord> _records = [];
    private byte[] _joined = [];
    private List<SparseSegment>? _sparse;

    /// <summary>An extended header: its flag, and where its data stand in <see cref="_extensions"/>; its header is the block before.</summary>
    private readonly record struct ExtensionHeader(byte Flag, int Start, int Length);

    internal ByteBuffer Extensions => _extensions;
    internal bool HasExtensions => _headers.Count > 0;

    internal void Clear()
    {
        _extensions.Clear();
        _headers.Clear();
        _records.Clear();
        (_path, _linkTarget, _sparse, PaxHeaderName) = (null, null, null, null);
        (PaxRawHeader, Padding) = (default, default);
        (HasGnuLongName, HasGnuLongLink) = (false, false);
    }

    internal void AddExtension(byte flag, int start, int length) => _headers.Add(new ExtensionHeader(flag, start, length));

    internal void SetGlobals(IReadOnlyList<PaxRecord> records) => GlobalRecords = records;

    internal void SetHeader(ReadOnlySpan<byte> header) => header.CopyTo(_header);

    internal void SetSparse(List<SparseSegment> map, long realSize, long storedSize) =>
        (_sparse, Type, Size, StoredSize) = (map, TarEntryType.SparseFile, realSize, storedSize);

    /// <summary>Reads the header's fields, then applies global records, GNU long names and the entry's own records, the last word last.</summary>
    internal void Interpret(string what)
    {
        Format = TarField.Format(_header);
        InterpretHeader(what);
        if (GlobalRecords.Count > 0) Apply(GlobalRecords, what);
        foreach (var extension in _headers) Interpret(extension, what);
        if (_records.Count > 0) Apply(_records, what);

        Type = TypeOf(TypeFlag, PathBytes.Span);
        // Links, devices and folders have no content whatever their size field says; engines read them so (Go's archive/tar).
        if (Type is not (TarEntryType.File or TarEntryType.SparseFile or TarEntryType.Other)) Size = 0;
        StoredSize = Size;
    }

    private void InterpretHeader(string what)
    {
        PathBytes = Join(TarField.Prefix(_header, Format), TarField.Name(_header));
        LinkTargetBytes = _header.AsMemory(157, TarField.Text(_header.AsSpan(157, 100)).Length);
        Mode = unchecked((int)Number(TarField.Mode(_header), "mode", what));
        Uid = Number(TarField.Uid(_header), "uid", what);
        Gid = Number(TarField.Gid(_header), "gid", what);
        Size = Number(TarField.Size(_header), "size", what);
        MTime = new TarTime(Number(TarField.MTime(_header), "mtime", what), 0);
        bool named = Format != TarFormat.V7;
        UserNameBytes = named ? _header.AsMemory(265, TarField.Text(_header.AsSpan(265, 32)).Length) : default;
        GroupNameBytes = named ? _header.AsMemory(297, TarField.Text(_header.AsSpan(297, 32)).Length) : default;
        bool device = named && TypeFlag is (byte)'3' or (byte)'4';
        DevMajor = device ? unchecked((uint)Number(TarField.DevMajor(_header), "devmajor", what)) : 0;
        DevMinor = device ? unchecked((uint)Number(TarField.DevMinor(_header), "devminor", what)) : 0;
        if (Size < 0) throw ArchiveErrors.MalformedLayer(what, $"entry \"{Path}\" has the negative size {Size}");
    }

    private void Interpret(ExtensionHeader extension, string what)
    {
        var data = _extensions.Written.Slice(extension.Start, extension.Length);
        switch (extension.Flag)
        {
            case (byte)'L':
                (PathBytes, HasGnuLongName) = (data[..TarField.Text(data.Span).Length], true);
                break;
            case (byte)'K':
                (LinkTargetBytes, HasGnuLongLink) = (data[..TarField.Text(data.Span).Length], true);
                break;
            case (byte)'x' or (byte)'X':
                PaxRawHeader = _extensions.Written.Slice(extension.Start - TarField.BlockSize, TarField.BlockSize);
                PaxHeaderName = HeaderPath(PaxRawHeader.Span);
                PaxParser.Parse(data, _records, what);
                if (Format == TarFormat.Ustar) Format = TarFormat.Pax;
                break;
        }
    }

    private static string HeaderPath(ReadOnlySpan<byte> header)
    {
        var prefix = TarField.Prefix(header, TarField.Format(header));
        string name = Encoding.UTF8.GetString(TarField.Name(header));
        return prefix.IsEmpty ? name : Encoding.UTF8.GetString(prefix) + "/" + name;
    }

    private ReadOnlyMemory<byte> Join(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> name)
    {
        if (prefix.IsEmpty) return _header.AsMemory(0, name.Length);
        if (_joined.Length == 0) _joined = new byte[256];
        prefix.CopyTo(_joined);
        _joined[prefix.Length] = (byte)'/';
        name.CopyTo(_joined.AsSpan(prefix.Length + 1));
        return _joined.AsMemory(0, prefix.Length + 1 + name.Length);
    }

    private long Number(ReadOnlySpan<byte> field, string name, string what) =>
        TarField.TryNumber(field, out long value)
            ? value
            : throw ArchiveErrors.MalformedLayer(what, $"entry \"{Path}\" has no number in its {name} field, or one beyond 63 bits");

    private static TarEntryType TypeOf(byte flag, ReadOnlySpan<byte> path) => flag switch
    {
        0 when path.EndsWith("/"u8) => TarEntryType.Directory,
        0 or (byte)'0' or (byte)'7' => TarEntryType.File,
        (byte)'1' => TarEntryType.HardLink,
        (byte)'2' => TarEntryType.SymbolicLink,
        (byte)'3' => TarEntryType.CharacterDevice,
        (byte)'4' => TarEntryType.BlockDevice,
        (byte)'5' => TarEntryType.Directory,
        (byte)'6' => TarEntryType.Fifo,
        (byte)'S' => TarEntryType.SparseFile,
        _ => TarEntryType.Other,
    };
}
