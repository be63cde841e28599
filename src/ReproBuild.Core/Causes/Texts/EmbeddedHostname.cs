using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Texts;

/// <summary>A content holds the name of the machine or container that it was made on.</summary>
/// <remarks>Where no name is known, one is taken for a container's if it has its form, twelve hex digits, and stands where programs write host names.</remarks>
internal sealed partial class EmbeddedHostname : ContentCause
{
    private const string Mask = "<build-host>";

    public override string Id => "embedded-hostname";

    public override string Code => "REPRO5205";

    public override string Title => "The name of the build's machine in a file";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (ContentKind.IsPacked(pair.Left.Span) || ContentKind.IsPacked(pair.Right.Span)) return null;
        var left = Names(pair.Left, pair.Context.Left);
        if (left.Count == 0) return null;
        var right = Names(pair.Right, pair.Context.Right);
        if (left.Count != right.Count) return null;
        int first = left.Zip(right).TakeWhile(p => p.First.Text == p.Second.Text).Count();
        if (first == left.Count) return null;

        return new CanonicalPair(
            Masked(pair.Left.Span, left), Masked(pair.Right.Span, right),
            $"{pair.ShownPath} holds the name of the machine that it was made on: {Quote.Pair(left[first].Text, right[first].Text)}");
    }

    public override Remedy RemedyFor(RemedyContext context) => new("Write a fixed name instead of the machine's.", "docker buildx build --build-arg BUILDKIT_SANDBOX_HOSTNAME=build .");

    private static byte[] Masked(ReadOnlySpan<byte> content, List<(int Start, string Text)> names) =>
        Replacement.Apply(content, [.. names.Select(n => new Replacement(n.Start, n.Text.Length, Mask))]);

    private static List<(int Start, string Text)> Names(ReadOnlyMemory<byte> content, BuildTrace build)
    {
        // Short names, and those that every machine has, stand in many places for other reasons.
        string[] known = [.. build.HostNames.Where(n => n.Length >= 4 && n is not "localhost" && Ascii.IsValid(n)).Append(Mask).OrderByDescending(n => n.Length)];
        var pattern = known.Length == 1 ? Container() : new Regex($"(?<![A-Za-z0-9_.-])(?<n>{string.Join('|', known.Select(Regex.Escape))})(?![A-Za-z0-9_-])", RegexOptions.CultureInvariant);
        List<(int, string)> names = [.. TextScan.Find(content, pattern).Take(TextScan.MaxTokens + 1).Select(f => (f.Start + f.Match.Groups["n"].Index - f.Match.Index, f.Match.Groups["n"].Value))];
        return names.Count > TextScan.MaxTokens ? throw TextScan.TooMany("names of machines") : names;
    }

    [GeneratedRegex("(?<=(?:[Hh]ost|[Hh]ost-?[Nn]ame|HOST|HOSTNAME|[Nn]ode|[Mm]achine|[Bb]uild_?[Hh]ost|[Bb]uilt on|on host|Linux|\\b(?:root|user|build|builder|runner)@)[\"']?\\s?[:=]?\\s?[\"']?)(?<n>[0-9a-f]{12}|<build-host>)(?![0-9A-Za-z_-])", RegexOptions.CultureInvariant)]
    private static partial Regex Container();
}
