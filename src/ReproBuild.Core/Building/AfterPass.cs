namespace ReproBuild.Building;

/// <summary>
/// Work on a pass's archive before it is moved into place, such as the canonical rewrite. Done for the first pass inside the
/// pause that must lie between two builds, so that it costs no time of its own.
/// </summary>
/// <param name="pass">The pass; results go into its work folder.</param>
/// <param name="image">What the builder made.</param>
/// <param name="cancellationToken">Stops it.</param>
/// <returns>What is to be moved into place: the same, or an archive in the pass's work folder.</returns>
public delegate Task<BuiltImage> AfterPass(BuildPass pass, BuiltImage image, CancellationToken cancellationToken);
