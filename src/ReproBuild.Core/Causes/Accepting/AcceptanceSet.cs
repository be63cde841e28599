namespace ReproBuild.Causes.Accepting;

/// <summary>All that is accepted for one comparison: the entries of a baseline, and those of the project.</summary>
public sealed class AcceptanceSet
{
    /// <summary>Stands for any cause.</summary>
    public const string AnyCause = "*";

    /// <summary>Stands for what no cause explains, and for what a cause is only suspected of.</summary>
    public const string Unexplained = "unexplained";

    /// <summary>Gathers acceptances.</summary>
    /// <param name="entries">The acceptances, in the order in which they are tried.</param>
    /// <param name="today">The day: what expires on it or before accepts nothing any more.</param>
    public AcceptanceSet(IEnumerable<Acceptance> entries, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Acceptance[] all = [.. entries];
        Expired = [.. all.Where(a => a.Expires <= today)];
        InForce = [.. all.Where(a => !(a.Expires <= today))];
    }

    /// <summary>Nothing is accepted.</summary>
    public static AcceptanceSet None { get; } = new([], DateOnly.MinValue);

    /// <summary>What counts, in the order in which it is tried.</summary>
    public IReadOnlyList<Acceptance> InForce { get; }

    /// <summary>What has expired.</summary>
    public IReadOnlyList<Acceptance> Expired { get; }
}
