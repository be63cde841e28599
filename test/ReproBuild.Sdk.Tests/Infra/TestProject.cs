using CliWrap;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Infra;

/// <summary>A throw-away project in a repository of its own, built with the real <c>dotnet</c> and the packed package.</summary>
public sealed class TestProject : IDisposable
{
    /// <summary>A console project that uses the package as the README says.</summary>
    public const string Console = """
        <Project Sdk="Microsoft.NET.Sdk">
          <Sdk Name="ReproBuild.Sdk" Version="1.0.0" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>A project of a Dockerfile alone.</summary>
    public const string DockerfileOnly = """<Project Sdk="ReproBuild.Sdk/1.0.0" />""";

    private readonly TestRepository repository;

    public TestProject(string name = "app")
    {
        repository = new TestRepository(name);
        repository.Write("NuGet.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{PackedSdk.Packages}" /></config>
              <packageSources><add key="reprobuild-test" value="{PackedSdk.Feed}" /></packageSources>
            </configuration>
            """);
        repository.Write(".gitignore", "bin/\nobj/\nartifacts/\n");
    }

    public string this[string relative] => repository[relative];

    public string Root => repository.Root;

    /// <summary>Variables for <c>dotnet</c>, over those of the tests.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>A program and its arguments that start <c>dotnet</c>; none for <c>dotnet</c> itself.</summary>
    public string[] Wrapper { get; set; } = [];

    /// <summary>Whether the output is that of a terminal; else each message is a line.</summary>
    public bool Terminal { get; set; }

    /// <summary>The process that the last run started.</summary>
    public int Running { get; private set; }

    public TestProject Write(string relative, string content)
    {
        repository.Write(relative, content);
        return this;
    }

    public TestProject Commit()
    {
        repository.Commit();
        return this;
    }

    /// <summary>A console project, committed.</summary>
    public static TestProject NewConsole(string name = "app") =>
        new TestProject(name).Write("app.csproj", Console).Write("Program.cs", "System.Console.WriteLine(\"hello\");\n").Commit();

    /// <summary>A Dockerfile-only project, committed.</summary>
    public static TestProject NewDockerfile(string dockerfile = "FROM scratch\n") =>
        new TestProject().Write("service.proj", DockerfileOnly).Write("Dockerfile", dockerfile).Commit();

    public Task<DotnetRun> RunAsync(params string[] arguments) => RunAsync(null, CancellationToken.None, arguments);

    /// <summary>Runs <c>dotnet</c> in the project's folder.</summary>
    /// <param name="onLine">Takes each line as it comes.</param>
    /// <param name="interrupt">Sends what Ctrl-C sends.</param>
    /// <param name="arguments">The arguments.</param>
    public async Task<DotnetRun> RunAsync(Action<string>? onLine, CancellationToken interrupt, params string[] arguments)
    {
        var lines = new List<string>();
        void Line(string line)
        {
            lock (lines) lines.Add(line);
            onLine?.Invoke(line);
        }

        string[] words = [.. Wrapper, "dotnet", .. arguments, "-nologo", "-nodeReuse:false", Terminal ? "-tl:on" : "-tl:off"];
        var command = Cli.Wrap(words[0])
            .WithArguments(words[1..])
            .WithWorkingDirectory(Root)
            .WithEnvironmentVariables(e => e
                .Set("DOTNET_CLI_TELEMETRY_OPTOUT", "1").Set("DOTNET_CLI_UI_LANGUAGE", "en").Set("MSBUILDDISABLENODEREUSE", "1")
                .Set("NUGET_PACKAGES", PackedSdk.Packages).Set("SOURCE_DATE_EPOCH", null)
                .Set("CI", null).Set("TF_BUILD", null).Set("GITHUB_ACTIONS", null)
                // What the test host tells its own children.
                .Set("MSBuildSDKsPath", null).Set("MSBuildExtensionsPath", null).Set("MSBUILD_EXE_PATH", null)
                .Set(Environment))
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(Line))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Line));
        int exitCode;
        try
        {
            var running = command.ExecuteAsync(CancellationToken.None, interrupt);
            Running = running.ProcessId;
            exitCode = (await running).ExitCode;
        }
        catch (OperationCanceledException)
        {
            exitCode = -1;
        }
        lock (lines) return new DotnetRun(exitCode, string.Join('\n', lines));
    }

    public void Dispose() => repository.Dispose();
}
