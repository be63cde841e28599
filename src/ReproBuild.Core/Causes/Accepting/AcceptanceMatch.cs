namespace ReproBuild.Causes.Accepting;

/// <summary>Who accepts a difference.</summary>
/// <param name="By">The entry.</param>
/// <param name="ThroughRoot">
/// Whether it speaks of a cause that this difference's own follows from: it accepts the difference only where that cause was found.
/// </param>
internal readonly record struct AcceptanceMatch(Acceptance By, bool ThroughRoot);
