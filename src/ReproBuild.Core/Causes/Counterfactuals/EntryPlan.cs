namespace ReproBuild.Causes.Counterfactuals;

/// <summary>What becomes of an entry that differs, once what is proven is mended; the same for both sides.</summary>
/// <param name="Drop">Whether it is left out.</param>
/// <param name="Once">Whether it stands once, where it stood more often.</param>
/// <param name="KeepsRest">Whether something of its headers differs that nothing explains.</param>
/// <param name="Mended">The explained fields by name, with their canonical values; null for "as if it were not there".</param>
internal sealed record EntryPlan(bool Drop, bool Once, bool KeepsRest, IReadOnlyList<(string Name, string? Canonical)> Mended)
{
    /// <summary>Whether a hard link becomes a file of its own, and a file one with the time that this has then.</summary>
    public bool Unlink { get; init; }

    /// <summary>Nothing is to be done.</summary>
    public static EntryPlan None { get; } = new(false, false, false, []);

    /// <summary>Both together.</summary>
    public EntryPlan And(EntryPlan other) =>
        new(Drop || other.Drop, Once || other.Once, KeepsRest || other.KeepsRest, [.. Mended, .. other.Mended.Where(o => Mended.All(m => m.Name != o.Name))]) { Unlink = Unlink || other.Unlink };

    /// <summary>What it says, so that a million entries share a few plans.</summary>
    public string Key => $"{Drop} {Once} {KeepsRest} {Unlink} {string.Join('\0', Mended.Select(m => m.Name + "=" + (m.Canonical ?? "\u0001")))}";
}
