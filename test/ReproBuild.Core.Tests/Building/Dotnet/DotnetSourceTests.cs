using ReproBuild.Building.Dotnet;
using ReproBuild.Diagnostics;
using ReproBuild.Sources;

namespace ReproBuild.Core.Tests.Building.Dotnet;

[TestClass]
public sealed class DotnetSourceTests
{
    private readonly string root = Directory.CreateTempSubdirectory("repro-source-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(root, recursive: true);

    [TestMethod]
    public async Task Outside_git_the_source_is_what_the_project_and_its_references_share_without_what_builds_leave()
    {
        Write("app/App/App.csproj", "app/App/Program.cs", "app/App/bin/x.dll", "app/App/obj/y.json", "app/App/.vs/z", "app/Lib/Lib.csproj",
            "app/App/artifacts/repro/1.tar", "elsewhere/secret.txt");

        var source = await Find("app/App/App.csproj", "app/Lib/Lib.csproj");

        Assert.AreEqual(In("app"), source.Root);
        CollectionAssert.AreEqual(new[] { "App/App.csproj", "App/Program.cs", "Lib/Lib.csproj" }, source.Files.Select(f => f.Path).ToArray());
        Assert.IsNull(source.Repository);
    }

    [TestMethod]
    public async Task A_folder_named_bin_that_lies_beside_no_project_is_source()
    {
        Write("App.csproj", "tools/bin/run.sh");

        var source = await Find("App.csproj");

        CollectionAssert.Contains(source.Files.Select(f => f.Path).ToArray(), "tools/bin/run.sh");
    }

    [TestMethod]
    [DataRow("Pages/Index.cshtml", "Razor")]
    [DataRow("App.razor", "Razor")]
    [DataRow("Lib/Lib.fsproj", "F#")]
    [DataRow("Notes.razor.txt", null)]
    [DataRow("Shader.fs", null)]
    public async Task A_project_whose_compiler_needs_one_path_is_known_by_its_source(string file, string? expected)
    {
        Write("App.csproj", file);

        var source = await Find("App.csproj");

        Assert.AreEqual(expected, source.BoundToPath);
    }

    [TestMethod]
    public async Task A_reference_out_of_the_named_root_is_refused_with_both_names()
    {
        Write("app/App.csproj", "Lib/Lib.csproj");
        var project = new DotnetProject { ProjectFile = In("app/App.csproj"), SourceRoot = In("app"), RelatedFiles = [In("Lib/Lib.csproj")] };

        var error = await Assert.ThrowsExactlyAsync<ReproException>(() =>
            DotnetSource.FindAsync(new Git(), project, In("app/artifacts/repro"), CancellationToken.None));

        Assert.AreEqual(DiagnosticCodes.SourceOutsideRoot, error.Diagnostic.Code);
        StringAssert.Contains(error.Message, In("Lib/Lib.csproj"));
        StringAssert.Contains(error.Message, "ReproSourceRoot");
    }

    private Task<DotnetSource> Find(string project, params string[] related)
    {
        var asked = new DotnetProject { ProjectFile = In(project), RelatedFiles = [.. related.Select(In)] };
        string output = Path.Combine(Path.GetDirectoryName(In(project))!, "artifacts", "repro");
        return DotnetSource.FindAsync(new Git(), asked, output, CancellationToken.None);
    }

    private string In(string path) => Path.Combine(root, path);

    private void Write(params string[] files)
    {
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(In(file))!);
            File.WriteAllText(In(file), "");
        }
    }
}
