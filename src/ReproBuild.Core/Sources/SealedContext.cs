using ReproBuild.Diagnostics;

namespace ReproBuild.Sources;

/// <summary>
/// A copy of a build context that every clone of the commit would give: tracked files, and untracked ones that git does not
/// ignore, with times, modes and folders fixed. <c>.dockerignore</c> is copied with the rest, and obeyed by the engine.
/// </summary>
/// <param name="Directory">The copy; absolute.</param>
/// <param name="LeftOut">What git ignores and the copy therefore lacks, below the context; a folder ends with <c>/</c>.</param>
/// <param name="Warnings">What a user should know: REPRO1010, REPRO1013.</param>
public sealed record SealedContext(string Directory, IReadOnlyList<string> LeftOut, IReadOnlyList<Diagnostic> Warnings)
{
    /// <summary>Seals a context.</summary>
    /// <param name="git">Runs git.</param>
    /// <param name="context">The folder to copy; absolute.</param>
    /// <param name="destination">The folder to make; absolute, and empty or missing.</param>
    /// <param name="epoch">The time that everything gets.</param>
    /// <param name="output">The folder that results are written to, which is never part of the context; absolute.</param>
    /// <param name="isExcluded">Whether <c>.dockerignore</c> keeps a path (below the context) from the build.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ReproException">
    /// REPRO1005: no such folder. REPRO1011: a file cannot be read. REPRO1012: git refuses. REPRO4005: the disk is full.
    /// </exception>
    public static async Task<SealedContext> SealAsync(
        Git git, string context, string destination, long epoch, string output, Func<string, bool> isExcluded, CancellationToken cancellationToken)
    {
        if (!System.IO.Directory.Exists(context))
            throw new ReproException(DiagnosticCodes.BadProperty, $"The build context {context} is not a folder. Set ReproContext to one.");

        var repository = await FindAsync(git, context, cancellationToken).ConfigureAwait(false);
        if (repository is null) return SealAll(context, destination, epoch, output, cancellationToken);

        bool IsInput(string path) => !Path.Combine(context, path).StartsWith(output + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var tracked = await repository.TrackedFilesAsync(context, cancellationToken).ConfigureAwait(false);
        var untracked = (await repository.UntrackedFilesAsync(context, cancellationToken).ConfigureAwait(false)).Where(IsInput).ToList();
        var ignored = await repository.IgnoredFilesAsync(context, cancellationToken).ConfigureAwait(false);

        SourceStage.Copy(context, tracked.Concat(untracked.Select(p => Untracked(context, p))), destination, epoch, cancellationToken);
        var taken = untracked.Where(p => !isExcluded(p)).ToList();
        return new SealedContext(destination, [.. ignored.Where(p => !isExcluded(p.TrimEnd('/')))], taken.Count == 0 ? [] :
        [
            new Diagnostic(DiagnosticCodes.UntrackedInput,
                $"The build takes files that git does not track, so no other clone would build the same: {FileNames.List(taken)}. " +
                "Commit them, or name them in .gitignore or .dockerignore.", Severity.Warning),
        ]);
    }

    // A context that git ignores as a whole (the output of another build) is nothing that git could describe.
    private static async Task<SourceRepository?> FindAsync(Git git, string context, CancellationToken cancellationToken)
    {
        try
        {
            var repository = await SourceRepository.FindAsync(git, context, cancellationToken).ConfigureAwait(false);
            return repository is null || await repository.IgnoresAsync(context, cancellationToken).ConfigureAwait(false) ? null : repository;
        }
        catch (ReproException e) when (e.Diagnostic.Code == DiagnosticCodes.GitMissing)
        {
            return null;
        }
    }

    private static SealedContext SealAll(string context, string destination, long epoch, string output, CancellationToken cancellationToken)
    {
        var files = FilesOf(context, output).Select(path => Untracked(context, Path.GetRelativePath(context, path)));
        SourceStage.Copy(context, files.OrderBy(f => f.Path, StringComparer.Ordinal).ToList(), destination, epoch, cancellationToken);
        return new SealedContext(destination, [],
        [
            new Diagnostic(DiagnosticCodes.ContextOutsideGit,
                $"git does not know the build context {context}: every file in it that .dockerignore does not exclude is sent, and " +
                "whether another machine would send the same cannot be told.", Severity.Warning),
        ]);
    }

    private static IEnumerable<string> FilesOf(string folder, string output)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (SourceFile.IsOne(entry)) yield return entry.FullName;
            else if (entry is DirectoryInfo && entry.FullName != output && entry.Name != ".git")
                foreach (string path in FilesOf(entry.FullName, output)) yield return path;
        }
    }

    private static SourceFile Untracked(string context, string path)
    {
        var file = new FileInfo(Path.Combine(context, path));
        bool executable = !OperatingSystem.IsWindows() && file.Exists && file.LinkTarget is null
            && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
        return new SourceFile(OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path, executable);
    }
}
