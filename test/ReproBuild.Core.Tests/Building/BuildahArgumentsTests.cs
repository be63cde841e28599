using ReproBuild.Building;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Core.Tests.Building;

[TestClass]
public sealed class BuildahArgumentsTests
{
    [TestMethod]
    public void Old_buildah_gets_its_timestamp_and_new_flags_only_where_they_are_known()
    {
        const string help = "      --isolation type   (default \"chroot\")\n      --timestamp int   set created\n";

        CollectionAssert.AreEqual(new[] { "--timestamp", "5" }, BuildahFlags.Of(help, 5)!.ToArray());
        CollectionAssert.AreEqual(new[] { "--timestamp", "5", "--identity-label=false" },
            BuildahFlags.Of(help + "      --identity-label   add\n", 5)!.ToArray());
    }

    [TestMethod]
    public void A_buildah_without_timestamp_gets_the_newer_pair_and_without_both_it_is_refused()
    {
        const string isolation = "      --isolation type   (default \"chroot\")\n";

        CollectionAssert.AreEqual(new[] { "--source-date-epoch", "5", "--rewrite-timestamp" },
            BuildahFlags.Of(isolation + " --source-date-epoch int  x\n --rewrite-timestamp   y\n", 5)!.ToArray());
        Assert.IsNull(BuildahFlags.Of(isolation + " --source-date-epoch int  x\n", 5));
        Assert.IsNull(BuildahFlags.Of(isolation + " --timestamps-of-something  x\n", 5));
    }

    [TestMethod]
    public void A_storage_lies_beside_the_users_own_reads_it_and_keeps_its_options()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder["a,b/storage"]);
        string info = $$"""
            {"store":{"graphRoot":"{{folder["a,b/storage"]}}","runRoot":"/run/storage","graphDriverName":"overlay",
             "graphOptions":{"overlay.mountopt":"nodev,metacopy=on","overlay.mount_program":{"Executable":"/usr/bin/fuse-overlayfs","Package":"x"} } } }
            """;

        var storage = BuildahStorage.Derive(info, "key");

        string arguments = string.Join(' ', storage.Arguments);
        StringAssert.StartsWith(storage.Home, folder["a,b/reprobuild-"]);
        StringAssert.StartsWith(storage.RunRoot, "/run/reprobuild-");
        StringAssert.Contains(arguments, $"--root {storage.Home}/storage --runroot {storage.RunRoot} --storage-driver overlay");
        StringAssert.Contains(arguments, "--storage-opt \"overlay.mountopt=nodev,metacopy=on\"");
        StringAssert.Contains(arguments, "--storage-opt overlay.mount_program=/usr/bin/fuse-overlayfs");
        StringAssert.Contains(arguments, $"--storage-opt \"overlay.imagestore={folder["a,b/storage"]}\"");
        Assert.AreEqual(storage.Home, BuildahStorage.HomeOf(info, "key"));
        Assert.AreNotEqual(storage.Home, BuildahStorage.HomeOf(info, "another key"));
        Assert.IsFalse(Directory.Exists(storage.Home), "asking makes nothing");
    }

    [TestMethod]
    public void A_run_root_is_short_and_the_same_again_after_a_run_was_killed()
    {
        using var folder = new TestFolder();
        string info = $$"""
            {"store":{"GraphRoot":"{{folder["graph/storage"]}}","RunRoot":"{{folder["a/long/way/down/to/the/state/storage"]}}",
             "GraphDriverName":"btrfs","GraphOptions":["btrfs.min_space=1"]} }
            """;

        var storage = BuildahStorage.Derive(info, "key");

        Assert.IsLessThanOrEqualTo(50, storage.RunRoot.Length);
        Assert.AreEqual(storage.RunRoot, BuildahStorage.Derive(info, "key").RunRoot);
        Assert.IsFalse(storage.Arguments.Any(a => a.Contains("imagestore", StringComparison.Ordinal)), "this driver knows no second store");
        Directory.Delete(storage.RunRoot);
    }

    [TestMethod]
    [DataRow("NPM_TOKEN", true)]
    [DataRow("github_pat", true)]
    [DataRow("DB_PASSWORD", true)]
    [DataRow("SIGNING_KEY", true)]
    [DataRow("VERSION", false)]
    [DataRow("PATH", false)]
    [DataRow("KEYBOARD", false)]
    public void Values_of_arguments_that_are_named_like_secrets_are_masked(string name, bool masked)
    {
        var mask = new SecretMask([new BuildArgument(name, "va lue")]);

        Assert.AreEqual(masked ? "RUN x=\"***\"" : "RUN x=\"va lue\"", mask.Apply("RUN x=\"va lue\""));
        Assert.IsFalse(new BuildArgument(name, "va lue").ToString().Contains("va lue", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Each_line_of_a_secret_of_several_lines_is_masked()
    {
        var mask = new SecretMask([new BuildArgument("DEPLOY_KEY", "-----BEGIN KEY-----\r\nMIIEpAIBAAKCAQEA\n\nx\n-----END KEY-----\n")]);

        Assert.AreEqual("#7 0.1 ***", mask.Apply("#7 0.1 MIIEpAIBAAKCAQEA"));
        Assert.AreEqual("x of 3", mask.Apply("x of 3"), "what every line may hold hides nothing");
    }
}
