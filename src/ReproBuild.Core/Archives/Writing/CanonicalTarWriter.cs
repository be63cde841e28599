using System.Buffers;
using ReproBuild.Diagnostics;

namespace ReproBuild.Archives;

/// <summary>Writes a tar in the one form that its entries allow: two tars of the same entries are the same bytes.</summary>
/// <remarks>
/// <para>POSIX.1-2001 <c>pax</c>. Every header is ustar; what does not fit goes into pax records, sorted by the bytes of their
/// keywords, in an extended header of constant name, owner and time. No user or group names, no times but <c>mtime</c>.
/// Entries are written in the caller's order. Two blocks of zeros end it, with no padding to a larger record.</para>
/// <para>Own code, since what libraries offer (System.Formats.Tar, SharpZipLib) puts the process id or the clock into
/// extended headers, or decides by its version which format an entry takes.</para>
/// </remarks>
/// <param name="output">Where the tar goes; left open.</param>
public sealed class CanonicalTarWriter(Stream output)
{
    private const int CopyBufferSize = 128 * 1024;
    private readonly byte[] _header = new byte[TarField.BlockSize];

    /// <summary>Writes an entry.</summary>
    /// <param name="entry">Its header.</param>
    /// <param name="content">The content, of exactly <see cref="CanonicalTarEntry.Size"/> bytes; null when that is 0.</param>
    /// <exception cref="ReproException">REPRO6005: the content is shorter or longer than promised.</exception>
    public void Write(CanonicalTarEntry entry, Stream? content = null)
    {
        WriteHeader(entry);
        if (entry.Size > 0) Copy(entry, content ?? Stream.Null);
        Pad(entry.Size);
    }

    /// <summary>Writes all that stands before an entry's content. The caller writes the content and fills up its last block.</summary>
    internal void WriteHeader(CanonicalTarEntry entry)
    {
        byte[] extended = CanonicalTarHeader.Extended(entry);
        if (extended.Length > 0)
        {
            CanonicalTarHeader.WriteExtension(_header, extended.Length);
            output.Write(_header);
            output.Write(extended);
            Pad(extended.Length);
        }

        CanonicalTarHeader.Write(_header, entry);
        output.Write(_header);
    }

    /// <summary>Writes the end of the tar.</summary>
    public void Finish()
    {
        Array.Clear(_header);
        output.Write(_header);
        output.Write(_header);
    }

    private void Copy(CanonicalTarEntry entry, Stream content)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(CopyBufferSize);
        try
        {
            long left = entry.Size;
            while (left > 0)
            {
                int count = content.Read(buffer, 0, (int)Math.Min(left, CopyBufferSize));
                if (count == 0) throw WrongLength(entry, entry.Size - left);
                output.Write(buffer, 0, count);
                left -= count;
            }
            if (content.ReadByte() >= 0) throw WrongLength(entry, entry.Size + 1);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ReproException WrongLength(CanonicalTarEntry entry, long found) =>
        ArchiveErrors.SizeLie($"the content of \"{System.Text.Encoding.UTF8.GetString(entry.Path.Span)}\"", entry.Size, found);

    private void Pad(long size)
    {
        int rest = (int)(size % TarField.BlockSize);
        if (rest == 0) return;
        Array.Clear(_header);
        output.Write(_header, 0, TarField.BlockSize - rest);
    }
}
