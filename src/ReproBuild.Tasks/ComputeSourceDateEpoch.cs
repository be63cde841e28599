using System.Globalization;
using Microsoft.Build.Framework;
using ReproBuild.Sources;

namespace ReproBuild.Tasks;

/// <summary>
/// Decides <c>SOURCE_DATE_EPOCH</c>: the property, else the environment, else the time of the newest commit. Warns of tracked files
/// that differ from the commit (REPRO1004).
/// </summary>
public sealed class ComputeSourceDateEpoch : ReproTask
{
    private const string Name = "SOURCE_DATE_EPOCH";

    /// <summary>The property's value, whole seconds since 1970, UTC; empty where it is not set.</summary>
    public string? Property { get; set; }

    /// <summary>The environment variable's value; empty where it is not set. MSBuild makes a property of it too.</summary>
    public string? EnvironmentValue { get; set; }

    /// <summary>The epoch: whole seconds since 1970, UTC.</summary>
    [Output]
    public string? SourceDateEpoch { get; set; }

    /// <summary>Where it comes from: <c>Property</c>, <c>Environment</c> or <c>Commit</c>.</summary>
    [Output]
    public string? Origin { get; set; }

    /// <summary>The commit that is checked out; empty outside a repository.</summary>
    [Output]
    public string? Commit { get; set; }

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        string directory = ProjectDirectory;
        var git = new Git();
        var epoch = await Sources.SourceDateEpoch.ComputeAsync(Given(), Inherited(), directory, git, cancellationToken).ConfigureAwait(false);
        SourceDateEpoch = epoch.Seconds.ToString(CultureInfo.InvariantCulture);
        Origin = epoch.Origin.ToString();
        Commit = epoch.Commit;
        Log.LogMessage(MessageImportance.Normal, "ReproBuild.Sdk: {0} = {1} ({2:u}, {3})", Name, SourceDateEpoch,
            DateTimeOffset.FromUnixTimeSeconds(epoch.Seconds), Told(epoch));

        // With an epoch that was given, no repository is needed: what git cannot say is then no matter.
        if (await RepositoryAsync(git, directory, epoch.Origin, cancellationToken).ConfigureAwait(false) is not { } repository) return;
        Commit = await repository.HeadCommitAsync(cancellationToken).ConfigureAwait(false);
        if (Commit is not null && await WorkingTreeCheck.DirtyAsync(repository, cancellationToken).ConfigureAwait(false) is { } dirty)
            Report(dirty);
    }

    // A global property that is empty was typed so; any other property that is empty is none.
    private string? Given() =>
        !string.IsNullOrEmpty(Property) ? (Property == EnvironmentValue ? null : Property)
        : BuildEngine is IBuildEngine6 engine && engine.GetGlobalProperties().ContainsKey(Name) ? ""
        : null;

    // MSBuild's own properties cannot tell an empty variable from none.
    private string? Inherited() =>
        string.IsNullOrEmpty(EnvironmentValue) ? Environment.GetEnvironmentVariable(Name) : EnvironmentValue;

    private static async Task<SourceRepository?> RepositoryAsync(
        Git git, string directory, EpochOrigin origin, CancellationToken cancellationToken)
    {
        try
        {
            return await SourceRepository.FindAsync(git, directory, cancellationToken).ConfigureAwait(false);
        }
        catch (Diagnostics.ReproException) when (origin is not EpochOrigin.Commit)
        {
            return null;
        }
    }

    private static string Told(Sources.SourceDateEpoch epoch) => epoch.Origin switch
    {
        EpochOrigin.Commit => $"commit {epoch.Commit![..12]}",
        EpochOrigin.Environment => "from the environment",
        _ => "from the property",
    };
}
