using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Dotnet;

/// <summary>An assembly names the folder of its PDB, and a PDB those of its sources.</summary>
internal sealed partial class PePath : PeCause
{
    public override string Id => "pe-path";

    public override string Code => "REPRO5602";

    public override string Title => "Build folders in assemblies and PDBs";

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Map the paths of sources in the project file or in Directory.Build.props.", DotnetRemedies.Paths);

    protected override string Sentence(ContentPair pair, string left, string right) => $"{pair.ShownPath} names the folder that it was built in: \"{left}\" against \"{right}\"";

    protected override void Clean(PeImage image, List<string> noise, BuildTrace trace)
    {
        for (int i = 0; i < image.Debug.Count; i++)
        {
            if (!CodeView.Is(image.Debug[i])) continue;
            string path = CodeView.Path(image.Debug[i]);
            noise.Add(path);
            image.Debug[i] = CodeView.WithPath(image.Debug[i], path[(path.LastIndexOfAny(['/', '\\']) + 1)..]);
        }
    }

    protected override PdbListing? Clean(PdbListing listing, List<string> noise)
    {
        string? folder = BuildFolder.Of(listing.Values.Where(v => v.Key == "document").Select(v => v.Value));
        if (folder is null) return listing;

        return listing.Select((name, value) =>
        {
            string cleaned = name switch
            {
                "document" => BuildFolder.Relative(folder, value),
                "source link" => Key().Replace(value, m => $"\"{BuildFolder.Relative(folder, m.Groups[1].Value)}\":"),
                _ => value,
            };
            if (cleaned != value) noise.Add(value);
            return cleaned;
        });
    }

    [GeneratedRegex("\"([^\"]+)\":")]
    private static partial Regex Key();
}
