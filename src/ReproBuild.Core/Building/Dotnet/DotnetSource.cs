using ReproBuild.Diagnostics;
using ReproBuild.Sources;

namespace ReproBuild.Building.Dotnet;

/// <summary>What a .NET project is built from: one folder, and the files in it that belong to the source.</summary>
/// <param name="Root">The folder; absolute.</param>
/// <param name="Files">The files, below <paramref name="Root"/>.</param>
/// <param name="Repository">What builds read of the repository; null outside one, or where it begins elsewhere than the source.</param>
internal sealed record DotnetSource(string Root, IReadOnlyList<SourceFile> Files, GitSnapshot? Repository)
{
    /// <summary>
    /// The language whose compiler's output moves with the length of the real path, whatever <c>PathMap</c> says: a project of it is equal
    /// only where it is built at one path. Razor's IL holds character offsets that do; F#'s assemblies keep as much room for the
    /// path of their PDB as the real one takes. Null where neither takes part.
    /// </summary>
    public string? BoundToPath { get; } = Has(Files, ".cshtml") || Has(Files, ".razor") ? "Razor" : Has(Files, ".fsproj") ? "F#" : null;

    /// <summary>Finds the source of a project.</summary>
    /// <exception cref="ReproException">REPRO1016: a file that belongs to the source lies outside the folder that holds it.</exception>
    public static async Task<DotnetSource> FindAsync(Git git, DotnetProject project, string output, CancellationToken cancellationToken)
    {
        string directory = Path.GetDirectoryName(project.ProjectFile)!;
        var repository = await RepositoryAsync(git, project.SourceRoot ?? directory, cancellationToken).ConfigureAwait(false);
        string root = project.SourceRoot ?? repository?.Root ?? CommonFolder([project.ProjectFile, .. project.RelatedFiles]);
        foreach (string file in project.RelatedFiles.Prepend(project.ProjectFile).Where(f => !IsBelow(f, root)))
            throw new ReproException(DiagnosticCodes.SourceOutsideRoot,
                $"{file} belongs to the source but lies outside {root}, of which the build takes a copy. " +
                "Set ReproSourceRoot to a folder that holds both.");
        if (repository is null) return new DotnetSource(root, FolderFiles.List(root, output), null);

        var tracked = await repository.TrackedFilesAsync(root, cancellationToken).ConfigureAwait(false);
        var untracked = await repository.UntrackedFilesAsync(root, cancellationToken).ConfigureAwait(false);
        var added = untracked.Where(p => !IsBelow(Path.Combine(root, p), output)).Select(p => new SourceFile(p, Executable: false));
        var snapshot = repository.Root == root ? await GitSnapshot.ReadAsync(git, repository, cancellationToken).ConfigureAwait(false) : null;
        return new DotnetSource(root, [.. tracked.Concat(added)], snapshot);
    }

    /// <summary>The path of a file of the source, below <see cref="Root"/>.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path);

    /// <summary>Whether a path is a folder or lies in it.</summary>
    internal static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // A project that git ignores, such as one generated into an output folder, is nothing that git could describe.
    private static async Task<SourceRepository?> RepositoryAsync(Git git, string directory, CancellationToken cancellationToken)
    {
        try
        {
            var repository = await SourceRepository.FindAsync(git, directory, cancellationToken).ConfigureAwait(false);
            return repository is null || await repository.IgnoresAsync(directory, cancellationToken).ConfigureAwait(false) ? null : repository;
        }
        catch (ReproException e) when (e.Diagnostic.Code == DiagnosticCodes.GitMissing)
        {
            return null;
        }
    }

    private static bool Has(IReadOnlyList<SourceFile> files, string ending) => files.Any(f => f.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string CommonFolder(IEnumerable<string> files)
    {
        string? common = null;
        foreach (string folder in files.Select(f => Path.GetDirectoryName(f)!))
        {
            common ??= folder;
            while (!IsBelow(folder, common)) common = Path.GetDirectoryName(common)!;
        }
        return common!;
    }
}
