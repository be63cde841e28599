using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Causes.Blaming;

/// <summary>An engine that writes the image which a test says a stage has.</summary>
/// <param name="image">The image of a stage (its target) in a pass; a failure where it throws <see cref="BuildFailedException"/>.</param>
internal sealed class StageBuilder(Func<string?, int, TestImage> image) : IImageBuilder
{
    public List<string?> Targets { get; } = [];

    public string Name => "stages";

    public Task PrepareAsync(BuildPlan plan, string workDirectory, IBuildLog log, CancellationToken cancellationToken)
    {
        Targets.Add(plan.Target);
        return Task.CompletedTask;
    }

    public Task<BuiltImage> BuildAsync(BuildPass pass, IBuildLog log, CancellationToken cancellationToken)
    {
        File.WriteAllBytes(pass.ArchivePath, OciArchiveBuilder.Of(image(pass.Plan.Target, pass.Number)).Build());
        return Task.FromResult(new BuiltImage(pass.ArchivePath));
    }

    public Task CleanUpAsync(string workDirectory) => Task.CompletedTask;
}
