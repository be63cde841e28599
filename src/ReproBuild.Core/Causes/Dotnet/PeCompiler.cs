namespace ReproBuild.Causes.Dotnet;

/// <summary>A PDB tells which compiler made it, and on which runtime.</summary>
internal sealed class PeCompiler : PeCause
{
    public override string Id => "pe-compiler";

    public override string Code => "REPRO5604";

    public override string Title => "Another compiler";

    public override Remedy RemedyFor(RemedyContext context) => new("Pin the SDK in global.json, at the root of the repository.", DotnetRemedies.Pin);

    protected override string Sentence(ContentPair pair, string left, string right) => $"{pair.ShownPath} was made by different compilers: {left} against {right}";

    protected override PdbListing? Clean(PdbListing listing, List<string> noise) => listing.Select((name, value) =>
    {
        if (name is not ("option compiler-version" or "option runtime-version")) return value;
        noise.Add($"{name[7..]} {value}");
        return "";
    });
}
