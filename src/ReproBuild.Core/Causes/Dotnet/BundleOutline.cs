using System.Security.Cryptography;

namespace ReproBuild.Causes.Dotnet;

/// <summary>
/// Two single-file applications that are too long for memory, as lists of their files that <see cref="SingleFile"/> reads: a file that is the same on both
/// sides, or has no counterpart, stands there by its digest, and what differs as it is.
/// </summary>
/// <remarks>
/// The runtime is most of such an application and the same on both sides. The lists are equal where the applications hold the same, byte for
/// byte: a digest stands on both sides or tells two contents apart.
/// </remarks>
internal sealed class BundleOutline
{
    private const int Piece = 64 << 10;

    private readonly Side _left, _right;

    private BundleOutline(Stream left, Stream right) => (_left, _right) = (new Side(left), new Side(right));

    /// <summary>Lists the files of both.</summary>
    /// <param name="left">The left application; can seek.</param>
    /// <param name="right">The right one.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Both lists.</returns>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>: it is no such application, or more than <see cref="ContentLimits.MaxBytes"/> of it differ.</exception>
    public static (byte[] Left, byte[] Right) Of(Stream left, Stream right, CancellationToken cancellation)
    {
        var outline = new BundleOutline(left, right);
        bool host = Same(outline._left.Host, outline._right.Host, cancellation);
        var differing = outline.Differing(cancellation);
        return (outline._left.List(host, differing, cancellation), outline._right.List(host, differing, cancellation));
    }

    private HashSet<string> Differing(CancellationToken cancellation)
    {
        var others = Single(_right.Layout);
        return Single(_left.Layout).Values.Where(e => others.TryGetValue(e.Path, out var other) && !AreSame(e, other)).Select(e => e.Path).ToHashSet(StringComparer.Ordinal);

        bool AreSame(BundleEntry one, BundleEntry other) => one.Compressed == other.Compressed && Same(_left.Stored(one), _right.Stored(other), cancellation);
    }

    // Of two files of one name nobody knows which is whose counterpart.
    private static Dictionary<string, BundleEntry> Single(BundleLayout layout) =>
        layout.Entries.GroupBy(e => e.Path, StringComparer.Ordinal).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    private static bool Same(Part left, Part right, CancellationToken cancellation)
    {
        if (left.Length != right.Length) return false;
        byte[] one = new byte[Piece], other = new byte[Piece];
        for (long at = 0; at < left.Length; at += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!left.Read(at, one).SequenceEqual(right.Read(at, other))) return false;
        }

        return true;
    }

    // Bytes of an application. Those that say where the list is count as zero.
    private readonly record struct Part(Stream Content, long Offset, long Length, long Place)
    {
        public Span<byte> Read(long at, byte[] buffer)
        {
            var bytes = buffer.AsSpan(0, (int)Math.Min(buffer.Length, Length - at));
            Content.Position = Offset + at;
            Content.ReadExactly(bytes);
            long begin = Math.Clamp(Place - Offset - at, 0, bytes.Length), end = Math.Clamp(Place + sizeof(long) - Offset - at, 0, bytes.Length);
            bytes[(int)begin..(int)end].Clear();
            return bytes;
        }

        public byte[] ReadAll()
        {
            byte[] bytes = new byte[Length];
            Read(0, bytes);
            return bytes;
        }

        public string Digest(CancellationToken cancellation)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] buffer = new byte[Piece];
            for (long at = 0; at < Length; at += Piece)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(Read(at, buffer));
            }

            return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    private sealed class Side(Stream content)
    {
        private long _sum;

        public BundleLayout Layout { get; } = BundleLayout.Read(content);

        public Part Host => new(content, 0, Layout.HostLength, Layout.Place);

        public Part Stored(BundleEntry entry) => new(content, entry.Offset, entry.Stored, Layout.Place);

        public byte[] List(bool sameHost, HashSet<string> differing, CancellationToken cancellation) => SingleFile.Form(
            Layout.Entries.Select(e => differing.Contains(e.Path) ? Whole(e) : Digest(e, cancellation))
                .Prepend(sameHost ? Digest(SingleFile.Host, Host, Layout.Fields, cancellation) : WholeHost()),
            _ => true);

        private ContainerMember WholeHost()
        {
            Count(Layout.HostLength);
            return new ContainerMember(SingleFile.Host, Host.ReadAll(), Layout.Fields);
        }

        private ContainerMember Whole(BundleEntry entry)
        {
            Count(Math.Max(entry.Stored, entry.Size));
            long sum = 0;
            return SingleFile.Member(entry, Stored(entry).ReadAll(), ref sum);
        }

        // The digest is of what is stored, which is not yet what it unpacks to.
        private ContainerMember Digest(BundleEntry entry, CancellationToken cancellation) => Digest(entry.Path, Stored(entry),
            [new("type", $"{entry.Type}"), new("size", $"{entry.Size}"), new("stored", entry.Compressed > 0 ? "compressed" : "plain")], cancellation);

        private static ContainerMember Digest(string name, Part part, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellation) =>
            new(name, ReadOnlyMemory<byte>.Empty, [.. fields, new("digest", part.Digest(cancellation))]);

        private void Count(long bytes)
        {
            _sum += bytes;
            if (_sum > ContentLimits.MaxBytes) throw new InvalidDataException($"the files in it that differ are longer than {ContentLimits.MaxBytes >> 20} MiB");
        }
    }
}
