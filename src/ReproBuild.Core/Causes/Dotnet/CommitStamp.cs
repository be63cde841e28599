using System.Text;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The SDK stamps assemblies with the commit: <c>1.0.0+3fa1c02…</c>, and the source link with it.</summary>
internal sealed class CommitStamp : SideCause
{
    private const int Length = 40;

    public override string Id => "commit-stamp";

    public override string Code => "REPRO5601";

    public override string Title => "Another commit";

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Build the same commit on both sides, or leave the commit out of the version.", "<IncludeSourceRevisionInInformationalVersion>false</IncludeSourceRevisionInInformationalVersion>");

    protected override string Sentence(ContentPair pair, string left, string right) => $"{pair.ShownPath} was built from different commits: {left} against {right}";

    protected override CanonicalSide? Form(ReadOnlyMemory<byte> content, string name, BuildTrace trace)
    {
        bool assembly = content.Span.StartsWith("MZ"u8);
        if (!assembly && !PdbListing.Is(content.Span)) return null;

        byte[] bytes = content.ToArray();
        var noise = new List<string>();
        Mask(bytes, 1, noise);
        Mask(bytes, 2, noise);
        if (assembly && PeImage.Read(bytes) is { CanRebuild: true } image && EmbeddedPdb.Read(image) is { } embedded)
        {
            byte[] listing = embedded.Write();
            int before = noise.Count;
            Mask(listing, 1, noise);
            if (noise.Count > before)
            {
                EmbeddedPdb.Replace(image, PdbListing.Read(listing));
                bytes = image.Write();
            }
        }

        return new CanonicalSide(bytes, noise);
    }

    // Characters have one byte in metadata and two in Win32 resources and literals.
    private static void Mask(byte[] bytes, int width, List<string> noise)
    {
        for (int at = 1; at + ((Length + 1) * width) <= bytes.Length; at++)
        {
            if (bytes[at] is not ((byte)'+' or (byte)'/') || !IsCommit(bytes, at + width, width)) continue;

            // After a version, or in an address that ends with the commit and a star.
            int end = at + ((Length + 1) * width);
            bool version = bytes[at] == '+' && at >= width && char.IsAsciiLetterOrDigit((char)bytes[at - width]);
            bool link = bytes[at] == '/' && bytes.AsSpan(end).StartsWith("/*"u8);
            if (!version && !link) continue;

            var text = new StringBuilder();
            for (int i = 1; i <= Length; i++)
            {
                text.Append((char)bytes[at + (i * width)]);
                bytes[at + (i * width)] = (byte)'0';
            }

            noise.Add(text.ToString());
        }
    }

    private static bool IsCommit(byte[] bytes, int at, int width)
    {
        for (int i = 0; i < Length; i++)
        {
            if (!char.IsAsciiHexDigitLower((char)bytes[at + (i * width)]) || (width == 2 && bytes[at + (i * width) + 1] != 0)) return false;
        }

        // A longer run of digits is something else.
        int end = at + (Length * width);
        return end >= bytes.Length || !char.IsAsciiHexDigitLower((char)bytes[end]) || (width == 2 && bytes[end + 1] != 0);
    }
}
