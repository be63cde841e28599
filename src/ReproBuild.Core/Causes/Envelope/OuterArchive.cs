using System.Globalization;
using ReproBuild.Archives;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Envelope;

/// <summary>The archive files differ, and every image in them is equal: the outer tar carries times and names that no image digest depends on.</summary>
internal sealed class OuterArchive : FieldCause
{
    private const string Field = "archive file";

    // buildah, skopeo and the .NET SDK write the clock into the first header; nothing is claimed where these bytes are equal.
    private const int Looked = 1 << 20;

    public override string Id => "outer-archive";

    public override string Code => "REPRO5106";

    public override string Title => "The archive file itself";

    protected override bool Concerns(DifferenceKind kind) => kind == DifferenceKind.IndexField;

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        return name == Field;
    }

    /// <summary>The difference between two archives whose images are equal; null where none is seen.</summary>
    public static Difference? Find(ImageArchive left, ImageArchive right)
    {
        if (!File.Exists(left.Path) || !File.Exists(right.Path) || left.Format != right.Format) return null;
        try
        {
            using FileStream l = File.OpenRead(left.Path), r = File.OpenRead(right.Path);
            return Differ(l, r) is not { } place ? null : new Difference(DifferenceKind.IndexField) { Fields = [new(Field, Text(l.Length, place), Text(r.Length, place))] };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public override string Describe(Difference difference) =>
        $"The archive files differ ({Quote(FirstOf(difference))}) and every image in them is equal, which is no divergence: images are compared by their digests";

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Nothing has to be done. Compare images by their digests, never archive files by their checksums; ReproBuild's rewrite makes the files equal too.", "<ReproRewrite>true</ReproRewrite>");

    private static long? Differ(FileStream left, FileStream right)
    {
        byte[] l = new byte[Looked], r = new byte[Looked];
        var a = l.AsSpan(0, left.ReadAtLeast(l, Looked, throwOnEndOfStream: false));
        var b = r.AsSpan(0, right.ReadAtLeast(r, Looked, throwOnEndOfStream: false));
        int same = a.CommonPrefixLength(b);
        return same < Math.Max(a.Length, b.Length) || left.Length != right.Length ? same : null;
    }

    private static string Text(long length, long place) => string.Create(CultureInfo.InvariantCulture, $"{length} bytes, another from byte {place}");
}
