using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Tasks;

namespace ReproBuild.Core.Tests.MSBuild;

[TestClass]
public sealed class AcceptedDifferenceSpecs
{
    [TestMethod]
    public void Items_and_a_baseline_accept_together_and_what_is_left_of_the_image_may_be_published()
    {
        using var folder = new TestFolder();
        folder.Write("accepted.json", """{ "version": 1, "accepted": [ { "cause": "unexplained", "path": "app/*", "reason": "known" } ] }""");

        var (succeeded, errors, task) = Compare(folder, [Item("logs", "var/log/**")], "accepted.json");

        Assert.IsTrue(succeeded, string.Join(' ', errors));
        Assert.AreEqual("ReproducibleExcept", task.Verdict);
        Assert.IsEmpty(task.Digests);
        Assert.HasCount(1, task.VerifiedDigests);
    }

    [TestMethod]
    public void What_nobody_accepts_fails_and_names_itself_alone()
    {
        using var folder = new TestFolder();

        var (succeeded, errors, task) = Compare(folder, [Item("logs", "var/log/**")], null);

        Assert.IsFalse(succeeded);
        Assert.AreEqual("Divergent", task.Verdict);
        Assert.IsEmpty(task.VerifiedDigests);
        Assert.AreEqual("REPRO5299 REPRO5001", string.Join(' ', errors.Select(e => e.Code)));
    }

    [TestMethod]
    public void An_expired_item_fails()
    {
        using var folder = new TestFolder();
        var expired = Item("*", null);
        expired.SetMetadata("Expires", "2020-01-01");

        var (succeeded, errors, _) = Compare(folder, [expired, Item("*", "**")], null);

        Assert.IsFalse(succeeded);
        Assert.AreEqual("REPRO5004", errors.Single().Code);
    }

    [TestMethod]
    public void An_item_without_a_reason_is_refused_before_anything_is_compared()
    {
        using var folder = new TestFolder();
        var item = new TaskItem("var/log/a");
        item.SetMetadata("Cause", "logs");

        var (succeeded, errors, task) = Compare(folder, [item], null);

        Assert.IsFalse(succeeded);
        Assert.AreEqual("REPRO1030", errors.Single().Code);
        Assert.IsNull(task.Verdict);
    }

    private static TaskItem Item(string cause, string? path)
    {
        var item = new TaskItem(path is null ? "**" : "some words");
        item.SetMetadata("Cause", cause);
        item.SetMetadata("Reason", "because");
        if (path is not null) item.SetMetadata("Path", path);
        return item;
    }

    private static (bool, IReadOnlyList<BuildErrorEventArgs>, CompareOciArchives) Compare(TestFolder folder, ITaskItem[] items, string? baseline)
    {
        static TestImage Image(string text) => new(TestLayer.Gzip(new TarBuilder().File("var/log/a", text).File("app/x", text).Build()));
        var engine = new TestBuildEngine();
        var task = new CompareOciArchives
        {
            BuildEngine = engine,
            ProjectFile = folder["app.proj"],
            Left = new TaskItem(OciArchiveBuilder.Of(Image("red")).Write(folder, "l.tar")),
            Right = new TaskItem(OciArchiveBuilder.Of(Image("blue")).Write(folder, "r.tar")),
            AllowedDifferences = items,
            Baseline = baseline,
        };
        return (task.Execute(), engine.Errors, task);
    }
}
