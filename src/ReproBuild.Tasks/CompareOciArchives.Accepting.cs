using Microsoft.Build.Framework;
using ReproBuild.Causes.Accepting;

namespace ReproBuild.Tasks;

// What may differ.
public sealed partial class CompareOciArchives
{
    private const string ReproducibleExcept = "ReproducibleExcept";

    /// <summary>The file of accepted differences; empty for none.</summary>
    public string? Baseline { get; set; }

    /// <summary>
    /// Accepted differences. Item: the pattern of their paths, or any words where the metadata <c>Path</c> gives it. Metadata: <c>Cause</c> and
    /// <c>Reason</c>, which must be there, and <c>Expires</c>, a day.
    /// </summary>
    public ITaskItem[] AllowedDifferences { get; set; } = [];

    private AcceptanceSet Acceptances() =>
        AcceptanceInputs.Read(Absolute(Baseline), AllowedDifferences, DateOnly.FromDateTime(DateTime.UtcNow));
}
