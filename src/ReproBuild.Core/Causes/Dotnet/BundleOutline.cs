namespace ReproBuild.Causes.Dotnet;

/// <summary>The <see cref="Outline"/> of single-file applications, as lists that <see cref="SingleFile"/> reads: the runtime is most of a self-contained one.</summary>
internal static class BundleOutline
{
    /// <summary>Makes the outlines of both.</summary>
    /// <param name="left">The left application; can seek.</param>
    /// <param name="right">The right one.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>: it is no such application, or more than <see cref="ContentLimits.MaxBytes"/> of it differ.</exception>
    public static (byte[] Left, byte[] Right) Of(Stream left, Stream right, CancellationToken cancellation)
    {
        var (one, other) = (new Side(left, cancellation), new Side(right, cancellation));
        bool sameHost = one.Host.IsSame(other.Host, cancellation);
        var same = Outline.Same(one.Layout.Entries, other.Layout.Entries, e => e.Path,
            (l, r) => l.Size == r.Size && l.Compressed == r.Compressed && one.Stored(l).IsSame(other.Stored(r), cancellation));
        return (one.List(sameHost, same), other.List(sameHost, same));
    }

    private sealed class Side(Stream content, CancellationToken cancellation)
    {
        private long _sum;

        public BundleLayout Layout { get; } = BundleLayout.Read(content);

        // Where the list stands is no content.
        public ContentPart Host => new(content, 0, Layout.HostLength) { Blank = Layout.Place };

        public ContentPart Stored(BundleEntry entry) => new(content, entry.Offset, entry.Stored);

        public byte[] List(bool sameHost, HashSet<string> same) => SingleFile.Form(
            Layout.Entries.Select(e => same.Contains(e.Path) ? Digest(e) : Whole(e))
                .Prepend(sameHost ? Digest(SingleFile.Host, Host, Layout.Fields) : WholeHost()),
            _ => true);

        private ContainerMember WholeHost()
        {
            Outline.CheckRoom(_sum += Layout.HostLength);
            return new ContainerMember(SingleFile.Host, Host.ReadAll(), Layout.Fields);
        }

        private ContainerMember Whole(BundleEntry entry)
        {
            Outline.CheckRoom(_sum += Math.Max(entry.Stored, entry.Size));
            long sum = 0;
            return SingleFile.Member(entry, Stored(entry).ReadAll(), ref sum);
        }

        private ContainerMember Digest(BundleEntry entry) => Digest(entry.Path, Stored(entry), [new("type", $"{entry.Type}")]);

        private ContainerMember Digest(string name, ContentPart part, IReadOnlyList<KeyValuePair<string, string>> fields) =>
            new(name, ReadOnlyMemory<byte>.Empty, [.. fields, new("digest", "sha256:" + Convert.ToHexStringLower(part.Digest(cancellation)))]);
    }
}
