using System.Text;

namespace ReproBuild.Causes.Texts;

/// <summary>A content holds the folder that it was built in.</summary>
/// <remarks>
/// Folders that are known to be those of the builds are masked wherever they stand. Where nothing is known, a folder is taken for one
/// only if it lies where builds do, and the same path follows it on both sides.
/// </remarks>
internal sealed class EmbeddedPath : ContentCause
{
    private const string Mask = "/~build-path~";

    public override string Id => "embedded-path";

    public override string Code => "REPRO5204";

    public override string Title => "The folder of the build in a file";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (ContentKind.IsPacked(pair.Left.Span) || ContentKind.IsPacked(pair.Right.Span)) return null;
        var (leftKnown, rightKnown) = (Known(pair.Context.Left, pair.Left.Span), Known(pair.Context.Right, pair.Right.Span));
        if (leftKnown is null && rightKnown is null) return FromContents(pair);

        string left = leftKnown ?? Mask, right = rightKnown ?? Mask;
        return left == right ? null : Forms(pair, left, right, proven: true);
    }

    public override Remedy RemedyFor(RemedyContext context) => context.Origin == ImageOrigin.Dotnet
        ? new Remedy("Map the folder away.", "<PathMap>$(MSBuildProjectDirectory)=/src</PathMap>\n<ContinuousIntegrationBuild>true</ContinuousIntegrationBuild>")
        : new Remedy("Build in one fixed folder, or map it away.", "go build -trimpath\nexport CFLAGS=\"$CFLAGS -ffile-prefix-map=$PWD=.\"\nexport RUSTFLAGS=\"--remap-path-prefix $PWD=.\"");

    // The longest first: a folder may lie in another.
    private static string? Known(BuildTrace build, ReadOnlySpan<byte> content)
    {
        foreach (string folder in build.Folders.Select(f => f.TrimEnd('/')).Where(f => f.Length > 1).OrderByDescending(f => f.Length))
        {
            if (PathText.Count(content, Encoding.UTF8.GetBytes(folder)) > 0) return folder;
        }

        return null;
    }

    private static CanonicalPair? FromContents(ContentPair pair)
    {
        if (PathText.FirstPair(pair.Left.Span, pair.Right.Span) is not var (left, right, rest)) return null;
        bool inSettings = ContentKind.IsText(pair.Left.Span) && !pair.Name.EndsWith(".map", StringComparison.Ordinal);
        if (left == Mask || right == Mask)
        {
            string other = left == Mask ? right : left;
            return BuildFolders.IsOne(other) ? Forms(pair, left, right, BuildFolders.IsCertain(other, rest, inSettings)) : null;
        }

        if (!BuildFolders.IsOne(left) || !BuildFolders.IsOne(right)) return null;
        return Forms(pair, left, right, BuildFolders.IsCertain(left, rest, inSettings) && BuildFolders.IsCertain(right, rest, inSettings));
    }

    private static CanonicalPair? Forms(ContentPair pair, string left, string right, bool proven)
    {
        byte[] l = Encoding.UTF8.GetBytes(left), r = Encoding.UTF8.GetBytes(right);
        if (PathText.Count(pair.Left.Span, l) != PathText.Count(pair.Right.Span, r)) return null;

        // What is not certain keeps its name, so that the sides stay apart.
        byte[] leftForm = PathText.Replace(pair.Left.Span, l, proven ? Mask : $"{Mask}{left}"), rightForm = PathText.Replace(pair.Right.Span, r, proven ? Mask : $"{Mask}{right}");
        return new CanonicalPair(leftForm, rightForm, $"{pair.ShownPath} holds the folder that it was built in: \"{Comparing.Printable.Escape(left)}\" against \"{Comparing.Printable.Escape(right)}\"");
    }
}
