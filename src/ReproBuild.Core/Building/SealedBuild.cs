using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Sources;

namespace ReproBuild.Building;

/// <summary>What a Dockerfile build reads, copied and sealed once, so that both builds read the same.</summary>
/// <param name="DockerfilePath">The copy of the Dockerfile.</param>
/// <param name="IgnoreFile">The copy of the .dockerignore that belongs to this Dockerfile alone; null where there is none.</param>
/// <param name="ContextDirectory">The sealed context.</param>
/// <param name="NamedContexts">The named contexts; those that are folders are sealed, too.</param>
/// <param name="Hint">What a failing build should know about its context; null for nothing.</param>
internal sealed record SealedBuild(
    string DockerfilePath, string? IgnoreFile, string ContextDirectory, IReadOnlyList<NamedContext> NamedContexts, string? Hint)
{
    /// <summary>Seals what a plan reads into a work folder, and reports what a user should know.</summary>
    /// <exception cref="ReproException">REPRO3001, REPRO3002: no Dockerfile. REPRO3003: a .dockerignore cannot be read. And those of <see cref="SealedContext"/>.</exception>
    public static async Task<SealedBuild> SealAsync(
        Git git, BuildPlan plan, string workDirectory, IBuildLog log, CancellationToken cancellationToken)
    {
        if (plan.DockerfilePath is not { } dockerfile)
            throw new ReproException(DiagnosticCodes.DockerfileMissing, $"There is no Dockerfile at {plan.ProjectDirectory}. Set ReproDockerfile to one.");
        Dockerfile.RequireFile(dockerfile);

        string context = Path.TrimEndingDirectorySeparator(plan.ContextDirectory ?? plan.ProjectDirectory);
        var (ignore, ignoreFile) = DockerIgnore.Find(context, dockerfile);

        var main = await SealAsync(context, "context", ignore.IsExcluded).ConfigureAwait(false);
        var named = new List<NamedContext>();
        foreach (var other in plan.NamedContexts)
        {
            // Only a folder can be sealed; the rest are images and addresses, which the engine resolves.
            if (!Directory.Exists(other.Value)) named.Add(other);
            else
            {
                var sealedOther = await SealAsync(other.Value, $"context-{named.Count}", DockerIgnore.Find(other.Value, null).Rules.IsExcluded).ConfigureAwait(false);
                named.Add(other with { Value = sealedOther.Directory });
            }
        }

        // Apart from the context, of which a Dockerfile need not be part.
        string copy = Path.Combine(Directory.CreateDirectory(Path.Combine(workDirectory, "dockerfile")).FullName, Path.GetFileName(dockerfile));
        File.Copy(dockerfile, copy);
        string? ownCopy = ignoreFile == DockerIgnore.OwnFile(dockerfile) ? DockerIgnore.OwnFile(copy) : null;
        if (ownCopy is not null) File.Copy(ignoreFile!, ownCopy);
        string? hint = main.LeftOut.Count == 0 ? null :
            $"Files that git ignores are not part of the build context, nor is .git; left out were: {FileNames.List(main.LeftOut)}.";
        return new SealedBuild(copy, ownCopy, main.Directory, named, hint);

        async Task<SealedContext> SealAsync(string folder, string name, Func<string, bool> excludes)
        {
            var result = await SealedContext.SealAsync(
                git, folder, Path.Combine(workDirectory, name), plan.Epoch, plan.OutputDirectory, excludes, cancellationToken).ConfigureAwait(false);
            foreach (var warning in result.Warnings) log.Report(warning);
            return result;
        }
    }
}
