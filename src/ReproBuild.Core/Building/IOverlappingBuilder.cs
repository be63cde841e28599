namespace ReproBuild.Building;

/// <summary>
/// A builder whose builds take their turn: the engine of the second may be started while the first still builds, because it runs no
/// step of the build before <see cref="BuildTurn.TurnFile"/> is there.
/// </summary>
public interface IOverlappingBuilder : IImageBuilder
{
    /// <summary>Whether two builds may be alive at once on this machine. Asked after <see cref="IImageBuilder.PrepareAsync"/>.</summary>
    bool CanOverlap { get; }
}
