namespace ReproBuild.Causes;

/// <summary>What mends a cause.</summary>
/// <param name="Advice">One sentence in the imperative, with its full stop.</param>
/// <param name="Paste">What to write instead: the new Dockerfile line, the property; null where words alone can say it. May be several lines.</param>
public sealed record Remedy(string Advice, string? Paste = null);
