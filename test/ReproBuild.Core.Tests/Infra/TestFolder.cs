using CliWrap;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>A folder of a test's own, gone after it.</summary>
public sealed class TestFolder : IDisposable
{
    public TestFolder() => Path = Directory.CreateTempSubdirectory("reprobuild-test-").FullName;

    public string Path { get; }

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public string Write(string relative, string content)
    {
        string path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public string Write(string relative, byte[] content)
    {
        string path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A shell script that stands in for a program.</summary>
    /// <remarks>
    /// Written by a process of its own: a file that is open for writing cannot be executed, and a process that another
    /// test starts at that moment would hold ours open.
    /// </remarks>
    public string WriteScript(string relative, string body)
    {
        string path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        Cli.Wrap("/bin/sh").WithArguments(["-c", "cat > \"$0\" && chmod 700 \"$0\"", path])
            .WithStandardInputPipe(PipeSource.FromString("#!/bin/sh\n" + body)).ExecuteAsync().GetAwaiter().GetResult();
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
