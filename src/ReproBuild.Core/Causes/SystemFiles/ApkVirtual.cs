using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>apk gives a virtual package (<c>apk add --virtual .build-deps</c>) the time as its version.</summary>
internal sealed partial class ApkVirtual : ContentCause
{
    public override string Id => "apk-scripts";

    public override string Code => "REPRO5407";

    public override string Title => "apk's scripts and virtual packages";

    public override CanonicalPair? Match(ContentPair pair)
    {
        bool world = pair.Path == "etc/apk/world";
        if (!world && pair.Path is not ("lib/apk/db/installed" or "usr/lib/apk/db/installed")) return null;

        string left = Encoding.Latin1.GetString(pair.Left.Span), right = Encoding.Latin1.GetString(pair.Right.Span);
        var (first, second) = (Version().Match(left), Version().Match(right));
        if (first.Value == second.Value) return null;
        return new CanonicalPair(
            Encoding.Latin1.GetBytes(Masked(left, world)), Encoding.Latin1.GetBytes(Masked(right, world)),
            $"{pair.ShownPath} holds a virtual package whose version is the time of its creation: {Shown(first)} against {Shown(second)}");
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Give the virtual package a version of its own, or delete it in the same RUN (apk del .build-deps).",
        context.Instruction is { } instruction && VirtualFlag().IsMatch(instruction) ? VirtualFlag().Replace(instruction, "$1=0", 1) : "RUN apk add --no-cache --virtual .build-deps=0 …");

    private static string Shown(Match version) => version.Success ? version.Value : "none";

    private static string Masked(string text, bool world) => world
        ? WorldLine().Replace(text, "$1=time")
        : Package().Replace(text, m => VirtualName().IsMatch(m.Value) && Version().IsMatch(m.Value) ? OfTime().Replace(m.Value, "$1:time") : m.Value);

    [GeneratedRegex(@"(?<![0-9.])20[0-9]{6}\.[0-9]{6}(?![0-9.])")]
    private static partial Regex Version();

    [GeneratedRegex(@"^(\.?[A-Za-z0-9._+-]+)=20[0-9]{6}\.[0-9]{6}$", RegexOptions.Multiline)]
    private static partial Regex WorldLine();

    [GeneratedRegex(@"(?:^[^\n]+\n?)+", RegexOptions.Multiline)]
    private static partial Regex Package();

    // Names of virtual packages begin with a dot.
    [GeneratedRegex(@"^P:\.", RegexOptions.Multiline)]
    private static partial Regex VirtualName();

    // The checksum of a package that was never in a file is drawn from its name and version.
    [GeneratedRegex(@"^(C|V|t):.*$", RegexOptions.Multiline)]
    private static partial Regex OfTime();

    [GeneratedRegex(@"((?:--virtual|-t)[ =]\.[A-Za-z0-9._-]+)(?=\s)")]
    private static partial Regex VirtualFlag();
}
