using System.Text;
using System.Text.RegularExpressions;
using ReproBuild.Causes.Texts;

namespace ReproBuild.Causes.Languages;

/// <summary>pnpm notes when it last pruned its store.</summary>
internal sealed partial class NodeModulesStamp : ContentCause
{
    public override string Id => NodeInstallFiles.CauseId;

    public override string Code => NodeInstallFiles.CauseCode;

    public override string Title => NodeInstallFiles.CauseTitle;

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (pair.Name != ".modules.yaml") return null;
        string left = Encoding.Latin1.GetString(pair.Left.Span), right = Encoding.Latin1.GetString(pair.Right.Span);
        var (l, r) = (PrunedAt().Match(left), PrunedAt().Match(right));
        if (!l.Success || !r.Success || l.Value == r.Value) return null;
        return new CanonicalPair(Masked(left), Masked(right), $"{pair.ShownPath} notes when the store was pruned: {Quote.Pair(l.Groups["v"].Value, r.Groups["v"].Value)}");
    }

    public override Remedy RemedyFor(RemedyContext context) => NodeInstallFiles.Mend();

    private static byte[] Masked(string text) => Encoding.Latin1.GetBytes(PrunedAt().Replace(text, m => m.Groups["key"].Value + "-" + m.Groups["end"].Value));

    // YAML, or JSON in newer versions.
    [GeneratedRegex("(?<=^|\n)(?<key> {0,8}\"?prunedAt\"?: ?[\"']?)(?<v>[^\"'\n]{1,60})(?<end>[\"']?,?\r?)(?=\n|$)")]
    private static partial Regex PrunedAt();
}
