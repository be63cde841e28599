using System.IO.Compression;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

/// <summary>Archives that are none, as a user meets them: <c>dotnet build -t:CompareImages</c>.</summary>
[TestClass]
public sealed class BadArchiveTests
{
    private static readonly TestImage Image = new(TestLayer.Gzip(new TarBuilder().File("a", "a").Build()));

    [TestMethod]
    public async Task Each_archive_that_cannot_be_read_is_told_with_its_code_and_its_name_and_none_is_taken_for_equal()
    {
        (string Name, string Code, byte[] Bytes)[] archives =
        [
            ("empty.tar", "REPRO6003", []),
            ("truncated.tar", "REPRO6003", OciArchiveBuilder.Of(Image).Build()[..3000]),
            ("text.tar", "REPRO6002", System.Text.Encoding.ASCII.GetBytes(new string('x', 5000))),
            ("other.tar", "REPRO6002", new TarBuilder().File("../../etc/passwd", "a").File("/absolute", "b").Build()),
            ("digest.tar", "REPRO6004", Changed(builder => builder.Files[Blob(builder, 0)][^1] ^= 1)),
            ("size.tar", "REPRO6005", Changed(builder => builder.Manifests[0]["size"] = 1)),
            ("missing.tar", "REPRO6006", Changed(builder => builder.Files.Remove(Blob(builder, 0)))),
            ("huge.tar", "REPRO6007", OciArchiveBuilder.Of(new TestImage(Image.Layers[0])
            {
                Manifest = m => m["annotations"] = new System.Text.Json.Nodes.JsonObject { ["x"] = new string('y', (int)Limits.MaxManifestBytes) },
            }).Build()),
            ("bomb.tar", "REPRO6007", OciArchiveBuilder.Of(new TestImage(Bomb())).Build()),
            ("name.tar", "REPRO6007", OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(new TarBuilder().File(new string('n', Limits.MaxPathBytes + 1), "a").Build()))).Build()),
            ("strange.tar", "REPRO6009", OciArchiveBuilder.Of(new TestImage(Image.Layers[0]) { Manifest = m => m["mediaType"] = "application/x-strange" }).Build()),
        ];
        using var project = Comparing([.. archives.Select(a => a.Name), "nowhere.tar"]);
        File.WriteAllBytes(project["good.tar"], OciArchiveBuilder.Of(Image).Build());
        foreach (var (name, _, bytes) in archives) File.WriteAllBytes(project[name], bytes);

        var run = await project.RunAsync("msbuild", "-t:All");

        run.FailedWith("REPRO6001").DoesNotSay("REPRO1015").DoesNotSay("Verdict:  Reproducible");
        string[] errors = [.. run.Output.Split('\n').Where(l => l.Contains("error REPRO", StringComparison.Ordinal))];
        foreach (var (name, code, _) in archives.Append(("nowhere.tar", "REPRO6001", [])))
        {
            Assert.IsTrue(errors.Any(e => e.Contains($"error {code}", StringComparison.Ordinal) && e.Contains(name, StringComparison.Ordinal)), $"{code} {name}\n{run.Output}");
        }
        Assert.IsFalse(File.Exists("/absolute"));
    }

    [TestMethod]
    public async Task Images_of_no_common_platform_are_not_equal_and_both_are_named()
    {
        using var project = Comparing(["arm.tar"]);
        File.WriteAllBytes(project["good.tar"], OciArchiveBuilder.Of(Image).Build());
        File.WriteAllBytes(project["arm.tar"], OciArchiveBuilder.Of(new TestImage(Image.Layers[0]) { Architecture = "arm64" }).Build());

        var run = await project.RunAsync("msbuild", "-t:All");

        run.FailedWith("error REPRO5002").Says("linux/amd64").Says("linux/arm64").DoesNotSay("Verdict:  Reproducible");
    }

    // One MSBuild for all: each comparison is a build of the project with other properties.
    private static TestProject Comparing(string[] names) => new TestProject().Write("compare.proj", $"""
        <Project Sdk="ReproBuild.Sdk/1.0.0">
          <ItemGroup>
            <Bad Include="{string.Join(';', names)}" />
          </ItemGroup>
          <Target Name="All">
            <MSBuild Projects="$(MSBuildProjectFullPath)" Targets="CompareImages" Properties="ReproLeft=good.tar;ReproRight=%(Bad.Identity)" ContinueOnError="ErrorAndContinue" />
          </Target>
        </Project>
        """).Commit();

    // A file of zeros beyond what may come out of so few bytes, in gzip members that follow each other (RFC 1952, section 2.2).
    private static TestLayer Bomb()
    {
        const int Member = 16 << 20;
        int members = (int)(Limits.FreeExpansionBytes / Member) + 8;
        byte[] header = TarBuilder.HeaderOf(new TarItem("zeros"), (long)members * Member);
        using var zeros = new MemoryStream();
        using (var gzip = new GZipStream(zeros, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(new byte[Member]);
        return new TestLayer(header, [.. TestLayer.Gzipped(header), .. Enumerable.Repeat(zeros.ToArray(), members).SelectMany(bytes => bytes)], MediaTypes.OciLayerGzip);
    }

    private static byte[] Changed(Action<OciArchiveBuilder> change)
    {
        var whole = OciArchiveBuilder.Of(Image).Finish();
        var builder = new OciArchiveBuilder();
        foreach (var (name, bytes) in whole.Files.Where(f => f.Key.StartsWith("blobs/", StringComparison.Ordinal))) builder.Files[name] = [.. bytes];
        builder.Manifests.AddRange(whole.Manifests.Select(m => (System.Text.Json.Nodes.JsonObject)m.DeepClone()));
        change(builder);
        return builder.Build();
    }

    private static string Blob(OciArchiveBuilder builder, int manifest) =>
        OciArchiveBuilder.PathOf(Digest.Parse((string)builder.Manifests[manifest]["digest"]!));
}
