using System.Globalization;
using System.Text;

namespace ReproBuild.Benchmarks;

/// <summary>Writes the plainest tar there is, of any size, as a stream.</summary>
internal sealed class TarWriter(Stream to)
{
    private static readonly byte[] Zeros = new byte[1 << 20];
    private readonly byte[] _header = new byte[512];

    /// <summary>An entry whose content the caller gives.</summary>
    public void File(string path, long size, long mtime, Action<Stream> content)
    {
        Header(path, size, mtime);
        content(to);
        to.Write(Zeros, 0, (int)(-size & 511));
    }

    public void File(string path, ReadOnlySpan<byte> content, long mtime)
    {
        Header(path, content.Length, mtime);
        to.Write(content);
        to.Write(Zeros, 0, -content.Length & 511);
    }

    public void End() => to.Write(Zeros, 0, 1024);

    public static void WriteZeros(Stream to, long count)
    {
        for (; count > 0; count -= Math.Min(count, Zeros.Length)) to.Write(Zeros, 0, (int)Math.Min(count, Zeros.Length));
    }

    private void Header(string path, long size, long mtime)
    {
        Array.Clear(_header);
        Put(0, path);
        Put(100, "0000644\0");
        Put(108, "0000000\0");
        Put(116, "0000000\0");
        Put(124, Convert.ToString(size, 8).PadLeft(11, '0'));
        Put(136, Convert.ToString(mtime, 8).PadLeft(11, '0'));
        Put(148, "        ");
        Put(156, "0");
        Put(257, "ustar\000");
        int sum = 0;
        foreach (byte b in _header) sum += b;
        Put(148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        to.Write(_header);
    }

    private void Put(int offset, string text) => Encoding.UTF8.GetBytes(text, _header.AsSpan(offset));

    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"usr/share/app/module-{number % 1000:d3}/file-{number:d7}.dat");
}
