using Microsoft.Build.Utilities;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Tasks;

namespace ReproBuild.Core.Tests.MSBuild;

[TestClass]
public sealed class BuiltArchiveSpecs
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void What_another_verification_has_put_in_the_place_of_what_was_built_is_not_compared(bool replaced)
    {
        using var folder = new TestFolder();
        static OciArchiveBuilder Archive(string text) => OciArchiveBuilder.Of(new TestImage(TestLayer.Gzip(new TarBuilder().File("a", text).Build())));
        TaskItem Built(string name)
        {
            var item = new TaskItem(Archive("mine").Write(folder, name));
            using var archive = ImageArchive.Open(item.ItemSpec);
            BuiltArchive.Mark(item, archive);
            return item;
        }

        var engine = new TestBuildEngine();
        var task = new CompareOciArchives { BuildEngine = engine, ProjectFile = folder["app.proj"], Left = Built("l.tar"), Right = Built("r.tar") };
        if (replaced)
        {
            foreach (string name in (string[])["l.tar", "r.tar"]) Archive("theirs").Write(folder, name);
        }

        Assert.AreEqual(!replaced, task.Execute());
        Assert.AreEqual(replaced ? null : "Reproducible", task.Verdict);
        Assert.AreEqual(replaced ? "REPRO5002" : "", string.Join(' ', engine.Errors.Select(e => e.Code)));
    }
}
