using ReproBuild.Core.Tests.Dockerfiles.Shapes;
using ReproBuild.Pinning;

namespace ReproBuild.Core.Tests.Dockerfiles;

[TestClass]
public sealed class ShapeTests
{
    public static IEnumerable<object[]> All =>
        CompiledShapes.All.Concat(ScriptShapes.All).Concat(OddShapes.All).Select(s => new object[] { s });

    [TestMethod]
    [DynamicData(nameof(All))]
    public void A_dockerfile_of_the_wild_round_trips_and_gives_up_its_images(Shape shape)
    {
        var file = Read.File(shape.Text);

        Assert.AreEqual(shape.Text, Read.Joined(file));
        Assert.AreEqual(
            string.Join(' ', shape.Images),
            string.Join(' ', PinChecker.FindImages(file, new ImageUseQuery()).Select(u => u.Text)));
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Its_spans_are_without_gap_and_its_words_stand_where_they_say(Shape shape)
    {
        var file = Read.File(shape.Text);

        int end = 0;
        foreach (var node in file.Nodes)
        {
            Assert.AreEqual(end, node.Span.Offset);
            end = node.Span.End;
        }

        Assert.AreEqual(shape.Text.Length, end);
        foreach (var word in file.Instructions.Where(i => !i.IsJson).SelectMany(i => i.Arguments))
        {
            string written = word.Span.Of(shape.Text);
            if (!written.Contains('\n', StringComparison.Ordinal)) Assert.AreEqual(word.Text, written);
        }
    }
}
