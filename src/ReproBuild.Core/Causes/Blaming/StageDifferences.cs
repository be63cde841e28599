using ReproBuild.Archives;
using ReproBuild.Comparing;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Causes.Blaming;

/// <summary>In what two builds of one stage differ.</summary>
internal sealed class StageDifferences
{
    // Of a stage with a million differing files the first will do.
    private const int MaxKept = 100_000;

    private readonly List<Difference> _inLayers = [];

    /// <summary>Whether anything differs.</summary>
    public bool Any => _inLayers.Count > 0;

    /// <summary>Why the two could not be compared; null where they could.</summary>
    public string? NotCompared { get; private init; }

    /// <summary>Compares two archives of a stage.</summary>
    public static StageDifferences Compare(string left, string right, Dockerfile dockerfile, string target, CancellationToken cancellation)
    {
        using var l = ImageArchive.Open(left);
        using var r = ImageArchive.Open(right);
        var found = new List<Difference>();
        var comparison = ImageComparer.Compare(l, r, new ComparerOptions { Dockerfile = dockerfile, Target = target }, difference =>
        {
            if (difference.Layer is not null && found.Count < MaxKept) found.Add(difference);
        }, cancellation);
        var differences = new StageDifferences { NotCompared = comparison.NotCompared is [var first, ..] && found.Count == 0 ? first.Message : null };
        differences._inLayers.AddRange(found);
        return differences;
    }

    /// <summary>The difference in which the stage's builds part first: at one of the paths, else anywhere, contents before what is said of them.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="paths">Where the file may lie.</param>
    public Difference? First(Platform? platform, IReadOnlyList<string> paths)
    {
        var here = _inLayers.Where(d => platform is null || d.Platform == platform).ToArray();
        var wanted = paths.ToHashSet(StringComparer.Ordinal);
        return here.FirstOrDefault(d => IsContent(d) && At(d)) ?? here.FirstOrDefault(At) ?? here.FirstOrDefault(IsContent) ?? here.FirstOrDefault();

        bool At(Difference difference) => difference.Path is { } path && wanted.Contains(ImagePath.Clean(path));
    }

    private static bool IsContent(Difference difference) =>
        difference.Kind is DifferenceKind.Content or DifferenceKind.EntryMissing or DifferenceKind.EntryType or DifferenceKind.LayerMissing;
}
