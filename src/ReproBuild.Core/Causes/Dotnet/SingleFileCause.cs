namespace ReproBuild.Causes.Dotnet;

/// <summary>An application in one file: its ID, and the order and places of what is in it.</summary>
internal sealed class SingleFileCause : ICause
{
    public string Id => "single-file";

    public string Code => "REPRO5606";

    public string Title => "The ID of a single-file application";

    // The ID is a hash of what is inside of it.
    public IReadOnlyList<string> DerivedFrom => ["pe-path", "pe-mvid", "pe-compiler", "caller-path", "razor-path", "commit-stamp", "deps-json"];

    public Remedy RemedyFor(RemedyContext context) => new("Take an SDK that derives the ID from the contents, the same for both builds: pin it in global.json.", DotnetRemedies.Pin);
}
