using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Dotnet;

/// <summary>
/// Razor gives each tag helper an ID: the checksum of its page, and its place in the generated code. The code names the page's path before, so
/// that a path of another length moves the place.
/// </summary>
internal sealed partial class RazorPath : PeCause
{
    public override string Id => "razor-path";

    public override string Code => "REPRO5607";

    public override string Title => "Tag helpers of Razor, numbered by the length of a path";

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Build at one fixed path every time, as ReproBuild does; PathMap does not reach the code that Razor generates.", "git worktree add /tmp/reprobuild/src && cd /tmp/reprobuild/src && dotnet publish");

    protected override string Sentence(ContentPair pair, string left, string right) => $"{pair.ShownPath} numbers its Razor tag helpers by places in code that holds the build folder: {left} against {right}";

    protected override void Clean(PeImage image, List<string> noise, BuildTrace trace)
    {
        if (!image.CanRebuild) return;

        // What is the same stays the same, what is not stays apart: IDs are numbered within their page in the order of their places.
        var perPage = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        Literals.Rewrite(image, text =>
        {
            if (TagHelperId().Match(text) is not { Success: true } match) return text;

            noise.Add(text);
            string page = match.Groups[1].Value;
            if (!perPage.TryGetValue(page, out var ids)) perPage[page] = ids = [];
            if (!ids.Contains(text)) ids.Add(text);
            return $"{page} {ids.IndexOf(text)}";
        });
    }

    [GeneratedRegex("^([0-9a-f]{64}|[0-9a-f]{40})([0-9]{1,9})$")]
    private static partial Regex TagHelperId();
}
