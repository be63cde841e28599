namespace ReproBuild.Building;

/// <summary>Two complete builds of one plan.</summary>
/// <param name="Engine">The name of the engine.</param>
/// <param name="First">The first build.</param>
/// <param name="Second">The second build.</param>
public sealed record TwiceResult(string Engine, FinishedPass First, FinishedPass Second);
