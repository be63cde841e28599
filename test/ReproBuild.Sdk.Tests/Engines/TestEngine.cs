using ReproBuild.Archives;
using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;

namespace ReproBuild.Sdk.Tests.Engines;

/// <summary>A real engine. <c>eval "$(./build/engines.sh env)"</c> gives a shell what the tests look for.</summary>
internal static class TestEngine
{
    /// <summary>A small base image with a shell, in the loopback registry, by digest.</summary>
    public static string Busybox => Variable("REPRO_TEST_IMAGE_BUSYBOX");

    /// <summary>The engine, or an end of the test: failed where engines are required, else inconclusive.</summary>
    public static async Task<IImageBuilder> RequireAsync(string name, BuildPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return await new EngineSelector(TestRepository.Git).SelectAsync(name, plan, new ListLog(), cancellationToken);
        }
        catch (ReproException e)
        {
            throw Missing(e.Message);
        }
    }

    /// <summary>A plan for a repository with a Dockerfile in its root.</summary>
    public static BuildPlan Plan(TestRepository repository, string output = "out") => new()
    {
        ProjectDirectory = repository.Root,
        OutputDirectory = repository.Around[output],
        DockerfilePath = repository["Dockerfile"],
        Epoch = 1_600_000_000,
    };

    /// <summary>The digest of the only image in an archive.</summary>
    public static string Digest(string archivePath)
    {
        using var archive = ImageArchive.Open(archivePath);
        return archive.Images.Single().Digest.ToString();
    }

    /// <summary>What <c>build/engines.sh env</c> sets, or an end of the test.</summary>
    public static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw Missing($"{name} is not set. Type: eval \"$(./build/engines.sh env)\"");

    private static Exception Missing(string message) => Environment.GetEnvironmentVariable("REPRO_TEST_ENGINES") == "required"
        ? new AssertFailedException(message)
        : new AssertInconclusiveException(message);
}
