using ReproBuild.Building.Dotnet;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Building.Dotnet;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class MountedPlaceTests
{
    [TestMethod]
    public async Task Another_user_can_mount_on_the_folders_that_a_user_with_a_strict_umask_left()
    {
        using var folder = new TestFolder();
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(folder["above"], mine);
        Directory.CreateDirectory(folder["above/src"], mine);

        await MountedPlace.ProbeAsync(folder["above/src"], folder.Path, CancellationToken.None);

        foreach (string place in (string[])["above", "above/src"])
        {
            Assert.AreEqual("r-xr-xr-x", Rights(File.GetUnixFileMode(folder[place])).Replace("w", "-", StringComparison.Ordinal), place);
        }
    }

    private static string Rights(UnixFileMode mode) => string.Concat("rwxrwxrwx".Select((c, i) => ((int)mode >> (8 - i) & 1) == 1 ? c : '-'));
}
