namespace ReproBuild.Causes.Dotnet;

/// <summary>A string literal holds the build folder: <c>[CallerFilePath]</c> and what generators write.</summary>
internal sealed class CallerPath : PeCause
{
    private const string Canonical = "$(MSBuildProjectDirectory)";

    public override string Id => "caller-path";

    public override string Code => "REPRO5610";

    public override string Title => "Build folders in string literals";

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Map the paths of sources in the project file or in Directory.Build.props; [CallerFilePath] follows the map.", DotnetRemedies.Paths);

    protected override string Sentence(ContentPair pair, string left, string right) => $"a string in the code of {pair.ShownPath} holds the folder that it was built in: \"{left}\" against \"{right}\"";

    protected override void Clean(PeImage image, List<string> noise, BuildTrace trace)
    {
        if (!image.CanRebuild) return;

        // The assembly itself tells where it was built; what is known of the build tells more.
        string? own = BuildFolder.Of(image.Debug.Where(CodeView.Is).Select(CodeView.Path).Where(p => p.Contains("/obj/", StringComparison.Ordinal) || p.Contains("\\obj\\", StringComparison.Ordinal)));
        string[] folders = [.. trace.Folders.Append(own).OfType<string>().Where(f => f.Length > 1).Distinct().OrderByDescending(f => f.Length)];
        if (folders.Length == 0) return;

        Literals.Rewrite(image, text =>
        {
            string cleaned = folders.Aggregate(text, Without);
            if (cleaned == text) return text;
            noise.Add(text);
            return cleaned;
        });
    }

    // /tmp/a is in /tmp/a/x, and not in /tmp/ab.
    private static string Without(string text, string folder)
    {
        for (int at = text.IndexOf(folder, StringComparison.Ordinal); at >= 0; at = text.IndexOf(folder, at + 1, StringComparison.Ordinal))
        {
            int end = at + folder.Length;
            bool whole = end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.');
            if (whole) text = string.Concat(text.AsSpan(0, at), Canonical, text.AsSpan(end));
        }

        return text;
    }
}
