using ReproBuild.Sources;

namespace ReproBuild.Building.Dotnet;

/// <summary>
/// Builds an image with the .NET SDK's own containers: a child <c>dotnet publish -t:PublishContainer</c> in a copy of the source.
/// </summary>
/// <remarks>
/// The first build is made at one canonical path, in a plain environment: what it gives is what is published. The second is made
/// in another environment, and at a path of another length wherever the project can be equal there.
/// </remarks>
/// <param name="project">The project to publish.</param>
/// <param name="overrides">Properties for the child that go before those of the asking build, such as the base image's address.</param>
/// <param name="git">Runs git.</param>
public sealed class DotnetBuilder(DotnetProject project, IReadOnlyDictionary<string, string> overrides, Git git) : IOverlappingBuilder
{
    private DotnetSource? source;
    private MountedPlace.Namespaces? namespaces;
    private IDisposable? folder;

    /// <inheritdoc/>
    public string Name => "dotnet";

    /// <summary>Whether the two builds see their source at two paths.</summary>
    public bool VariesPath => source is { BoundToPath: null };

    /// <summary>The language that needs one path for both builds, which a verdict must say; null for none.</summary>
    public string? BoundToPath => source?.BoundToPath;

    /// <inheritdoc/>
    /// <remarks>A real folder at one path holds one build at a time.</remarks>
    public bool CanOverlap => namespaces is not null || VariesPath;

    /// <inheritdoc/>
    public async Task PrepareAsync(BuildPlan plan, string workDirectory, IBuildLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(log);
        source = await DotnetSource.FindAsync(git, project, plan.OutputDirectory, cancellationToken).ConfigureAwait(false);
        namespaces = await MountedPlace.ProbeAsync(BuildPlace.Canonical, workDirectory, cancellationToken).ConfigureAwait(false);
        if (namespaces is null || await MountedPlace.ProbeAsync(BuildPlace.Varied, workDirectory, cancellationToken).ConfigureAwait(false) is null)
        {
            namespaces = null;
            folder = FixedPlace.Acquire();
        }
        log.Progress($"source: {source.Root} ({source.Files.Count} files); built at {BuildPlace.Canonical} " +
            (namespaces is null ? "(a real folder: no mount namespace can be had here)" : "(in a mount namespace)"));
    }

    /// <inheritdoc/>
    public async Task<BuiltImage> BuildAsync(BuildPass pass, IBuildLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(log);
        if (project.RuntimeIdentifiers.Count == 0)
        {
            string? files = await PublishAsync(pass, null, pass.ArchivePath, pass.Turn, log, cancellationToken).ConfigureAwait(false);
            if (project.RuntimeIdentifier is { } only) BasePlatforms.Check(pass.ArchivePath, only);
            return new BuiltImage(pass.ArchivePath) { FilesPath = files };
        }

        // One after the other, each in a fresh copy of the source: the image of a platform is the one that it has alone.
        var archives = new List<string>();
        var lists = new List<string?>();
        foreach (string runtime in project.RuntimeIdentifiers)
        {
            string archive = Path.Combine(pass.WorkDirectory, runtime + ".oci.tar");
            log.Progress($"Build {pass.Number} for {runtime} begins.");
            lists.Add(await PublishAsync(pass, runtime, archive, archives.Count == 0 ? pass.Turn : null, log, cancellationToken).ConfigureAwait(false));
            BasePlatforms.Check(archive, runtime);
            archives.Add(archive);
        }
        // What one platform has of its own beside the others is listed by none; what they share comes from the same files.
        if (archives is [var single]) return new BuiltImage(single) { FilesPath = lists[0] };

        PlatformIndex.Write(archives, pass.ArchivePath, pass.Plan.Epoch, cancellationToken);
        return new BuiltImage(pass.ArchivePath) { FilesPath = lists[0] };
    }

    private async Task<string?> PublishAsync(BuildPass pass, string? runtime, string archive, BuildTurn? turn, IBuildLog log, CancellationToken cancellationToken)
    {
        var prepared = source ?? throw new InvalidOperationException("PrepareAsync comes first.");
        var place = Place(pass);
        string scratch = Path.Combine(pass.WorkDirectory, "scratch");
        Directory.CreateDirectory(Path.Combine(scratch, "tmp"));
        StageBoundary.Check(place.RealPath);
        DotnetStage.Fill(prepared, place.StageDirectory, pass.Plan.Epoch, cancellationToken);

        string? packages = PackageFolder.Rename(pass.Number, project.PackageRoot, scratch);
        var arguments = DotnetCommand.Arguments(project, prepared, place.RealPath, archive, overrides, runtime, packages);
        var environment = new Dictionary<string, string?>(pass.Plan.Environment);
        foreach (var (name, value) in DotnetEnvironment.Variables(pass.Number, pass.Plan.Epoch, scratch)) environment[name] = value;
        foreach (var (name, value) in turn?.Variables ?? BuildTurn.None) environment[name] = value;
        if (packages is not null) environment["NUGET_PACKAGES"] = packages;
        string list = Path.Combine(pass.WorkDirectory, $"files{runtime}.tsv");
        environment["REPROBUILD_FILES"] = list;
        environment["REPROBUILD_PLACE"] = place.RealPath;
        environment["REPROBUILD_ROOT"] = Path.Combine(place.RealPath, prepared.Relative(project.ProjectFile));
        var command = new EngineCommand(project.Dotnet, arguments, pass.WorkDirectory)
        {
            Environment = environment,
            RecordPath = Path.Combine(pass.WorkDirectory, EngineCommand.RecordName),
        };
        var exit = await place.Enter(command, DotnetEnvironment.Umask(pass.Number)).RunAsync(log.Output, cancellationToken).ConfigureAwait(false);

        StageBoundary.Check(place.RealPath);
        if (exit.ExitCode != 0)
            throw new BuildFailedException($"dotnet publish{(runtime is null ? "" : " for " + runtime)} ended with exit code {exit.ExitCode}.", exit.LastLines, Hint(exit));
        if (!File.Exists(archive))
            throw new BuildFailedException("dotnet publish made no archive: is the project publishable (IsPublishable), and EnableSdkContainerSupport on?", exit.LastLines);
        Delete(place.StageDirectory);
        return File.Exists(list) ? AtHome(list, place.RealPath, prepared.Root) : null;
    }

    /// <inheritdoc/>
    public Task CleanUpAsync(string workDirectory)
    {
        var taken = folder;
        folder = null;
        taken?.Dispose();
        return Task.CompletedTask;
    }

    private BuildPlace Place(BuildPass pass)
    {
        string path = pass.Number == 2 && VariesPath ? BuildPlace.Varied : BuildPlace.Canonical;
        return namespaces is null ? new FixedPlace(path) : new MountedPlace(path, Path.Combine(pass.WorkDirectory, "stage"), namespaces);
    }

    // The list names files as the child saw them; whoever reads it looks where they are.
    private static string AtHome(string list, string place, string root)
    {
        File.WriteAllLines(list, File.ReadAllLines(list).Select(line => line.Replace("\t" + place + "/", "\t" + root + "/", StringComparison.Ordinal)));
        return list;
    }

    private static string? Hint(EngineExit exit) =>
        exit.LastLines.Any(l => l.Contains("CS0246", StringComparison.Ordinal) || l.Contains("MSB4019", StringComparison.Ordinal) || l.Contains("MSB3202", StringComparison.Ordinal))
            ? "The build sees the files that git tracks, or does not ignore, below the repository's root: does the source need one that git ignores, or that lies elsewhere (ReproSourceRoot)?"
            : null;

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
