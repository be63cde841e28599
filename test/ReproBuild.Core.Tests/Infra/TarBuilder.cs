using System.Buffers;
using System.Globalization;
using System.Text;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>Writes tars byte by byte, right ones and wrong ones. Every method returns the builder.</summary>
public sealed class TarBuilder
{
    private readonly ArrayBufferWriter<byte> _tar = new();

    public TarBuilder File(string path, string content = "", int mode = 0b110_100_100, long mtime = 1_700_000_000) =>
        Add(new TarItem(path, Encoding.UTF8.GetBytes(content)) { Mode = mode, MTime = mtime });

    public TarBuilder File(string path, byte[] content) => Add(new TarItem(path, content));

    public TarBuilder Folder(string path, int mode = 0b111_101_101) => Add(new TarItem(path.TrimEnd('/') + "/") { Type = '5', Mode = mode });

    public TarBuilder SymbolicLink(string path, string target) => Add(new TarItem(path) { Type = '2', Link = target });

    public TarBuilder HardLink(string path, string target) => Add(new TarItem(path) { Type = '1', Link = target });

    public TarBuilder Device(string path, char type, int major, int minor) =>
        Add(new TarItem(path) { Type = type, DevMajor = major, DevMinor = minor });

    public TarBuilder Add(TarItem item)
    {
        byte[] content = item.Content ?? [];
        List<(string, string)> pax = [.. item.Pax];
        if (item.GnuLong)
        {
            if (Bytes(item.Path).Length > 100) LongName('L', item.Path);
            if (Bytes(item.Link).Length > 100) LongName('K', item.Link);
        }
        else
        {
            if (Bytes(item.Path).Length > 100 && pax.All(p => p.Item1 != "path")) pax.Add(("path", item.Path));
            if (Bytes(item.Link).Length > 100 && pax.All(p => p.Item1 != "linkpath")) pax.Add(("linkpath", item.Link));
        }
        if (pax.Count > 0) Extended('x', item.PaxHeaderName, pax);
        Raw(HeaderOf(item, item.Size ?? content.Length));
        return Padded(content);
    }

    /// <summary>A global extended header.</summary>
    public TarBuilder Global(params (string Key, string Value)[] records) => Extended('g', "pax_global_header", records);

    public TarBuilder Extended(char type, string name, IEnumerable<(string Key, string Value)> records) =>
        Extended(type, name, records.SelectMany(r => Record(r.Key, r.Value)).ToArray());

    /// <summary>An extended header with any data at all.</summary>
    public TarBuilder Extended(char type, string name, byte[] data)
    {
        Raw(HeaderOf(new TarItem(name) { Type = type }, data.Length));
        return Padded(data);
    }

    /// <summary>Any bytes, as they are.</summary>
    public TarBuilder Raw(byte[] bytes)
    {
        _tar.Write(bytes);
        return this;
    }

    /// <summary>Bytes and zeros up to the next block.</summary>
    public TarBuilder Padded(byte[] bytes)
    {
        _tar.Write(bytes);
        _tar.Write(new byte[-bytes.Length & 511]);
        return this;
    }

    /// <summary>The tar without an end marker.</summary>
    public byte[] BuildWithoutEnd() => _tar.WrittenSpan.ToArray();

    /// <summary>The tar with two blocks of zeros at its end.</summary>
    public byte[] Build() => [.. _tar.WrittenSpan, .. new byte[1024]];

    /// <summary>A header block with a right checksum, whatever else is wrong with it.</summary>
    public static byte[] HeaderOf(TarItem item, long size)
    {
        var header = new byte[512];
        Put(header, 0, 100, Bytes(item.Path));
        Number(header, 100, 8, item.Mode);
        Number(header, 108, 8, item.Uid);
        Number(header, 116, 8, item.Gid);
        Number(header, 124, 12, size);
        Number(header, 136, 12, item.MTime);
        header[156] = (byte)item.Type;
        Put(header, 157, 100, Bytes(item.Link));
        Put(header, 257, 8, Bytes(item.Magic));
        if (item.Magic.Length > 0)
        {
            Put(header, 265, 32, Bytes(item.User));
            Put(header, 297, 32, Bytes(item.Group));
            Number(header, 329, 8, item.DevMajor);
            Number(header, 337, 8, item.DevMinor);
        }
        item.Header?.Invoke(header);
        Sign(header);
        return header;
    }

    /// <summary>Computes the checksum of a header block.</summary>
    public static void Sign(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        Put(header, 148, 7, Bytes(Octal(header.Sum(b => b), 6) + "\0"));
    }

    /// <summary>Writes a number as octal text, or in base 256 where it does not fit or is negative.</summary>
    public static void Number(byte[] header, int offset, int length, long value)
    {
        string octal = value < 0 ? "" : Octal(value, length - 1);
        if (value >= 0 && octal.Length < length)
        {
            Put(header, offset, length, Bytes(octal));
            return;
        }
        for (int i = length - 1; i >= 0; i--, value >>= 8) header[offset + i] = (byte)value;
        header[offset] |= 0x80;
    }

    public static byte[] Record(string key, string value)
    {
        byte[] body = Bytes($" {key}={value}\n");
        int length = body.Length + 1;
        while (length.ToString(CultureInfo.InvariantCulture).Length + body.Length != length) length++;
        return [.. Bytes(length.ToString(CultureInfo.InvariantCulture)), .. body];
    }

    private void LongName(char type, string name) => Extended(type, "././@LongLink", Bytes(name + "\0"));

    private static string Octal(long value, int width) => Convert.ToString(value, 8).PadLeft(width, '0');

    private static void Put(byte[] header, int offset, int length, byte[] bytes) =>
        bytes.AsSpan(0, Math.Min(length, bytes.Length)).CopyTo(header.AsSpan(offset));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
