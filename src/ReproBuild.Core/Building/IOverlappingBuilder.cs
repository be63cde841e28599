namespace ReproBuild.Building;

/// <summary>
/// A builder whose builds take their turn: the engine of the second may be started while the first still builds, because it takes no
/// step before <see cref="BuildTurn"/> lets it, and says so (<see cref="BuildTurn.WasKept"/>).
/// </summary>
public interface IOverlappingBuilder : IImageBuilder
{
    /// <summary>Whether two builds may be alive at once on this machine. Asked after <see cref="IImageBuilder.PrepareAsync"/>.</summary>
    bool CanOverlap { get; }
}
