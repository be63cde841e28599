using System.Globalization;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;
using ReproBuild.Pinning;
using ReproBuild.Registries;
using ReproBuild.Tasks;

namespace ReproBuild.Core.Tests.Dockerfiles;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class SpecialFileSpecs : IDisposable
{
    private readonly TestFolder folder = new();

    public static IEnumerable<string> Kinds => SpecialFile.Kinds;

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public async Task A_Dockerfile_that_is_no_file_is_refused_and_nobody_waits_for_it(string kind)
    {
        string path = SpecialFile.Put(folder, "Dockerfile", kind);
        File.CreateSymbolicLink(folder["link"], "Dockerfile");

        foreach (string named in new[] { path, folder["link"] })
        {
            var error = await SpecialFile.RefusedAsync(() => Dockerfile.Load(named));

            Assert.AreEqual((DiagnosticCodes.DockerfileInvalid, named), (error.Code, error.File));
            Assert.Contains($"It is {kind}, not a file.", error.Message);
        }
    }

    [TestMethod]
    public void A_Dockerfile_behind_links_is_read_and_so_is_one_that_is_handed_over_as_an_open_file()
    {
        string path = folder.Write("real/Dockerfile", "FROM a\n");
        File.CreateSymbolicLink(folder["inner"], "real/Dockerfile");
        File.CreateSymbolicLink(folder["outer"], "inner");
        using var open = File.OpenHandle(path);

        // What /dev/stdin leads to where a shell redirects it from a file.
        string handedOver = "/proc/self/fd/" + open.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);

        foreach (string named in new[] { folder["outer"], handedOver }) Assert.AreEqual("a", Dockerfile.Load(named).Stages[0].Base.Text);
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public async Task A_dockerignore_that_is_no_file_is_refused_and_does_not_count_as_missing(string kind)
    {
        string dockerfile = folder.Write("Dockerfile", "FROM a\n");
        foreach (string name in new[] { ".dockerignore", "Dockerfile.dockerignore" })
        {
            string path = SpecialFile.Put(folder, name, kind);

            var error = await SpecialFile.RefusedAsync(() => DockerIgnore.Find(folder.Path, dockerfile));

            Assert.AreEqual((DiagnosticCodes.DockerIgnoreInvalid, path), (error.Code, error.File));
            Assert.Contains($"It is {kind}, not a file.", error.Message);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public async Task A_build_with_pins_refuses_a_Dockerfile_that_is_no_file(string kind)
    {
        string path = SpecialFile.Put(folder, "Dockerfile", kind);

        var error = await SpecialFile.RefusedAsync(() =>
            RegistryInputs.Contexts(path, [], new ImageUseQuery(), new BuildPins(LockFile.Empty(""), RegistryMirrors.Parse("", "test"))));

        Assert.AreEqual(DiagnosticCodes.DockerfileInvalid, error.Code);
    }
}
