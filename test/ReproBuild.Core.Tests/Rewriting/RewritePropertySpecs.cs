using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Rewriting;

namespace ReproBuild.Core.Tests.Rewriting;

/// <summary>What holds for whatever layer is rewritten, tried on many that are made at random from seeds.</summary>
[TestClass]
public sealed class RewritePropertySpecs
{
    private const int Seeds = 150;
    private static readonly RewriteOptions Options = new(1_700_000_000);

    [TestMethod]
    public void A_rewrite_changes_no_content_owner_mode_link_or_xattr()
    {
        ForEachSeed((source, folder) =>
        {
            string rewritten = folder["rewritten.tar"];
            ArchiveRewriter.Rewrite(source, rewritten, Options);

            Assert.AreEqual(MeaningOf(source), MeaningOf(rewritten));
        });
    }

    [TestMethod]
    public void A_rewrite_of_a_rewrite_is_the_same_bytes()
    {
        ForEachSeed((source, folder) =>
        {
            ArchiveRewriter.Rewrite(source, folder["once.tar"], Options);
            ArchiveRewriter.Rewrite(folder["once.tar"], folder["twice.tar"], Options);

            CollectionAssert.AreEqual(File.ReadAllBytes(folder["once.tar"]), File.ReadAllBytes(folder["twice.tar"]));
        });
    }

    [TestMethod]
    public void No_time_name_or_process_of_the_building_machine_is_left()
    {
        ForEachSeed((source, folder) =>
        {
            ArchiveRewriter.Rewrite(source, folder["rewritten.tar"], Options);

            using var archive = ImageArchive.Open(folder["rewritten.tar"]);
            using var reader = LayerReader.Open(archive, archive.Images[0].Layers[^1], CancellationToken.None);
            while (reader.Next() is { } entry)
            {
                Assert.AreEqual(new TarTime(Options.Epoch, 0), entry.MTime);
                Assert.AreEqual("", entry.UserName + entry.GroupName);
                Assert.DoesNotContain("time", string.Join(' ', entry.PaxRecords.Select(r => r.Key)));
                Assert.IsTrue(entry.PaxHeaderName is null or "PaxHeader");
            }
        });
    }

    [TestMethod]
    public void The_order_in_which_a_file_system_gives_files_does_not_show()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            using var folder = new TestFolder();
            byte[][] rewritten = [.. new[] { 1, 2 }.Select(order =>
            {
                var random = new Random(order);
                var tar = new TarBuilder();
                foreach (int i in Enumerable.Range(0, seed % 20 + 1).OrderBy(_ => random.Next())) tar.File($"app/{i * 7919 % 1000}", $"content {i}", mtime: order);
                string source = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(tar.Build()))).Write(folder, $"{order}.tar");
                ArchiveRewriter.Rewrite(source, folder[$"{order}.out.tar"], Options);
                return File.ReadAllBytes(folder[$"{order}.out.tar"]);
            })];

            CollectionAssert.AreEqual(rewritten[0], rewritten[1], $"Seed {seed}");
        }
    }

    private static string MeaningOf(string path)
    {
        using var archive = ImageArchive.Open(path);
        return LayerModel.Of(archive, archive.Images[0].Layers[^1]).ToString();
    }

    private static void ForEachSeed(Action<string, TestFolder> check)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            using var folder = new TestFolder();
            string source = OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(RandomLayer.Of(seed)))).Write(folder);
            try
            {
                check(source, folder);
            }
            catch (Exception e)
            {
                throw new AssertFailedException($"Seed {seed}: {e.Message}", e);
            }
        }
    }
}
