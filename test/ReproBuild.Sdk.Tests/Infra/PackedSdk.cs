using CliWrap;
using CliWrap.Buffered;

namespace ReproBuild.Sdk.Tests.Infra;

/// <summary>The package as <c>build/pack.sh</c> makes it, once for all tests.</summary>
[TestClass]
public static class PackedSdk
{
    /// <summary>The version that the samples name.</summary>
    public const string Version = "1.0.0";

    public static string Repository { get; } = FindRepository();

    /// <summary>The local feed.</summary>
    public static string Feed => Path.Combine(Repository, "artifacts", "packages");

    /// <summary>Where packages are unpacked; <c>build/pack.sh</c> removes ours from it.</summary>
    public static string Packages => Path.Combine(Repository, "artifacts", "nuget");

    [AssemblyInitialize]
    public static async Task PackAsync(TestContext _)
    {
        var result = await Cli.Wrap(Path.Combine(Repository, "build", "pack.sh")).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.AreEqual(0, result.ExitCode, $"{result.StandardOutput}{result.StandardError}");
    }

    private static string FindRepository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ReproBuild.Sdk.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests run from their repository.");
    }
}
