using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Building;

/// <summary>An engine that is a shell script: it can fail on demand where a real one cannot.</summary>
/// <remarks>The script sees the number of the pass as <c>$1</c> and the archive to write as <c>$2</c>.</remarks>
internal sealed class ScriptBuilder(TestFolder folder, string script) : IImageBuilder
{
    private readonly string path = folder.Write($"engine-{Guid.NewGuid():N}.sh", script);

    public string Name => "script";

    public int CleanUps { get; private set; }

    public List<(int Number, DateTime Begin, DateTime End)> Passes { get; } = [];

    public Task PrepareAsync(BuildPlan plan, string workDirectory, IBuildLog log, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<BuiltImage> BuildAsync(BuildPass pass, IBuildLog log, CancellationToken cancellationToken)
    {
        var begin = DateTime.UtcNow;
        var command = new EngineCommand("/bin/sh", [path, $"{pass.Number}", pass.ArchivePath], folder.Path) { Grace = TimeSpan.FromSeconds(1) };
        var exit = await command.RunAsync(log.Output, cancellationToken);
        Passes.Add((pass.Number, begin, DateTime.UtcNow));
        return exit.ExitCode == 0
            ? new BuiltImage(pass.ArchivePath)
            : throw new BuildFailedException($"exit code {exit.ExitCode}", exit.LastLines);
    }

    public Task CleanUpAsync(string workDirectory)
    {
        CleanUps++;
        return Task.CompletedTask;
    }
}
