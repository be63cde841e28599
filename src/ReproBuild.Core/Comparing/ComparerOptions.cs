using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Comparing;

/// <summary>What a comparison may know beside the two archives.</summary>
public sealed record ComparerOptions
{
    /// <summary>The Dockerfile that made both images, so that differences can be blamed on its lines; null where there is none.</summary>
    public Dockerfile? Dockerfile { get; init; }

    /// <summary>The stage that was built, by its name or number; null for the last.</summary>
    public string? Target { get; init; }

    /// <summary>The platforms that both images were to be built for; empty for those that they have.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>How long contents may be that come whole with their difference, in bytes; 0 for none.</summary>
    internal int KeepContents { get; init; }

    /// <summary>Gives whoever watches a pair of layers go by; null for nobody.</summary>
    internal Func<Difference, IStepWatch?>? Watch { get; init; }

    /// <summary>Told of each pair of layers once both were read to their ends and their entries compared; null for nobody.</summary>
    internal Action<Platform, LayerPair, FileRights>? LayerRead { get; init; }
}
