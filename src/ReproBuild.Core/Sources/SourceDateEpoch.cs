using System.Globalization;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Sources;

/// <summary>The moment that a build takes for "now". Specification: reproducible-builds.org, SOURCE_DATE_EPOCH.</summary>
/// <param name="Seconds">Whole seconds since 1970, UTC; 0 to <see cref="ImageTime.Latest"/>.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Commit">The commit that it is the time of; null where it was given.</param>
public sealed record SourceDateEpoch(long Seconds, EpochOrigin Origin, string? Commit = null)
{
    /// <summary>Decides the epoch: the property, else the environment's value, else the newest commit.</summary>
    /// <param name="property">The property's value; null where it is not set. Empty is an error, not "not set".</param>
    /// <param name="environment">The variable's value; null where it is not set. Empty is an error, not "not set".</param>
    /// <param name="directory">The project's folder, whose repository is asked; absolute.</param>
    /// <param name="git">Runs git; not used when a value is given.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ReproException">
    /// REPRO1003: a given value is no epoch. REPRO1001: no git. REPRO1002: no repository, or no commit. REPRO1012: git refuses.
    /// </exception>
    public static async Task<SourceDateEpoch> ComputeAsync(
        string? property, string? environment, string directory, Git git, CancellationToken cancellationToken)
    {
        if (property is not null) return new(Parse(property, "The property SOURCE_DATE_EPOCH"), EpochOrigin.Property);
        if (environment is not null) return new(Parse(environment, "The environment variable SOURCE_DATE_EPOCH"), EpochOrigin.Environment);

        const string remedy = "Commit the source, or set SOURCE_DATE_EPOCH to whole seconds since 1970.";
        var repository = await SourceRepository.FindAsync(git, directory, cancellationToken).ConfigureAwait(false)
            ?? throw new ReproException(DiagnosticCodes.NoEpoch,
                $"There is no SOURCE_DATE_EPOCH, and {directory} lies in no git repository whose newest commit could give one. {remedy}");
        string commit = await repository.HeadCommitAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new ReproException(DiagnosticCodes.NoEpoch,
                $"There is no SOURCE_DATE_EPOCH, and the git repository {repository.Root} has no commit yet. {remedy}");
        string time = await repository.CommitTimeAsync(commit, cancellationToken).ConfigureAwait(false);
        return new(Parse(time, $"The time of commit {commit[..12]}"), EpochOrigin.Commit, commit);
    }

    /// <summary>Reads an epoch strictly: ASCII digits alone, 0 to <see cref="ImageTime.Latest"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What the text is the value of; begins the message.</param>
    /// <exception cref="ReproException">REPRO1003.</exception>
    public static long Parse(string text, string what) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= ImageTime.Latest && text.Length <= 18
            ? seconds
            : throw new ReproException(DiagnosticCodes.BadEpoch,
                $"{what} is \"{FileNames.Printable(text)}\". It must be whole seconds since 1970, 0 to {ImageTime.Latest}, in digits alone " +
                "(no sign, no fraction, no spaces); for the newest commit leave it unset.");
}
