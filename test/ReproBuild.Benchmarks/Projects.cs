using System.IO.Compression;
using System.Text;
using CliWrap;

namespace ReproBuild.Benchmarks;

/// <summary>Throw-away web projects that take the packages of this machine, and the commands that a user types in them.</summary>
/// <param name="bench">Where they lie.</param>
/// <param name="packages">What <c>build/pack.sh</c> made.</param>
internal sealed class Projects(Bench bench, string packages)
{
    /// <summary>The line that is measured.</summary>
    public const string Line = "<Sdk Name=\"ReproBuild.Sdk\" Version=\"1.0.0\" />";

    /// <summary>A line that names an SDK with nothing in it: what MSBuild takes to find any.</summary>
    public const string EmptyLine = "<Sdk Name=\"Empty.Sdk\" Version=\"1.0.0\" />";

    /// <summary>The same package, as a reference.</summary>
    public const string Reference = "<ItemGroup><PackageReference Include=\"ReproBuild.Sdk\" Version=\"1.0.0\" PrivateAssets=\"all\" /></ItemGroup>";

    /// <summary>A reference to a package with nothing in it.</summary>
    public const string EmptyReference = "<ItemGroup><PackageReference Include=\"Empty.Sdk\" Version=\"1.0.0\" PrivateAssets=\"all\" /></ItemGroup>";

    /// <summary>The environment of all commands.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>
    {
        ["SOURCE_DATE_EPOCH"] = "1700000000",
        ["NUGET_PACKAGES"] = bench.Output("nuget"),
        ["CI"] = null,
    };

    /// <summary>Makes a project.</summary>
    /// <returns>Its folder.</returns>
    public string Make(string name, string line)
    {
        string folder = bench.Output(Path.Combine("projects", name));
        Directory.CreateDirectory(folder);
        // Neither the repository's own settings nor its history belong to a user's project.
        foreach (string stop in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(folder, stop), "<Project />");
        string empty = bench.Input("empty-sdk", MakeEmptySdk);
        File.WriteAllText(Path.Combine(folder, "NuGet.config"),
            $"<configuration><packageSources><add key=\"reprobuild-local\" value=\"{packages}\" /><add key=\"empty\" value=\"{empty}\" /></packageSources></configuration>");
        File.WriteAllText(Path.Combine(folder, "app.csproj"),
            $"<Project Sdk=\"Microsoft.NET.Sdk.Web\">{line}<PropertyGroup><TargetFramework>net10.0</TargetFramework><RuntimeIdentifier>linux-x64</RuntimeIdentifier><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "var app = WebApplication.Create(args);\napp.Run();\n");
        return folder;
    }

    /// <summary>Runs <c>dotnet</c> in a project's folder.</summary>
    public async Task DotnetAsync(string folder, params string[] arguments)
    {
        var output = new StringBuilder();
        var result = await Cli.Wrap("dotnet").WithArguments([.. arguments, "-nologo", "-nodeReuse:false", "-tl:off", "-v:minimal"]).WithWorkingDirectory(folder)
            .WithEnvironmentVariables(Environment).WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).ExecuteAsync();
        if (result.ExitCode != 0) throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{output}");
    }

    private static void MakeEmptySdk(string feed)
    {
        Directory.CreateDirectory(feed);
        using var package = ZipFile.Open(Path.Combine(feed, "Empty.Sdk.1.0.0.nupkg"), ZipArchiveMode.Create);
        Add("Empty.Sdk.nuspec", "<package><metadata><id>Empty.Sdk</id><version>1.0.0</version><authors>nobody</authors><description>Nothing.</description></metadata></package>");
        Add("Sdk/Sdk.props", "<Project />");
        Add("Sdk/Sdk.targets", "<Project />");

        void Add(string name, string text)
        {
            using var writer = new StreamWriter(package.CreateEntry(name).Open());
            writer.Write(text);
        }
    }
}
