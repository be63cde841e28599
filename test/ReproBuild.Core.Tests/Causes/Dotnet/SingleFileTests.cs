using System.Text;
using ReproBuild.Causes;
using ReproBuild.Causes.Diffs;
using ReproBuild.Comparing;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

[TestClass]
public sealed class SingleFileTests
{
    [TestMethod]
    public void Another_id_of_a_bundle_is_explained()
    {
        var explanation = Explained.Contents("app/App", TestBundle.Of("aaaaaaaaaaaa", "one", "two"), TestBundle.Of("bbbbbbbbbbbb", "one", "two"));

        Assert.AreEqual(Certainty.Proven, explanation.Certainty);
        Assert.AreEqual("single-file", explanation.Names());
        Assert.Contains("aaaaaaaaaaaa", explanation.Claims[0].Sentence!);
    }

    [TestMethod]
    public void An_assembly_in_a_bundle_is_explained_by_its_own_cause()
    {
        var pair = Mutations.Pair("pe-path/longer-dll");
        string left = Encoding.Latin1.GetString(pair.Left), right = Encoding.Latin1.GetString(pair.Right);

        var explanation = Explained.Contents("app/App", TestBundle.Of("aaaaaaaaaaaa", left, "two"), TestBundle.Of("bbbbbbbbbbbb", right, "two"));

        Assert.AreEqual(Certainty.Proven, explanation.Certainty);
        Assert.AreEqual("pe-path pe-mvid single-file", explanation.Names());
    }

    [TestMethod]
    public void Another_file_in_a_bundle_is_not()
    {
        var explanation = Explained.Contents("app/App", TestBundle.Of("aaaaaaaaaaaa", "one", "two"), TestBundle.Of("bbbbbbbbbbbb", "one", "owt"));

        Assert.AreNotEqual(Certainty.Proven, explanation.Certainty);
    }

    [TestMethod]
    public void A_flipped_bit_of_a_bundle_is_noise_only_in_its_id()
    {
        byte[] content = TestBundle.Of("aaaaaaaaaaaa", new string('x', 300), "two");
        int id = Encoding.Latin1.GetString(content).IndexOf("aaaaaaaaaaaa", StringComparison.Ordinal);

        var wrong = Mutations.Of("app/App", content, (_, at) => at >= id && at < id + 12);

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [TestMethod]
    public void Files_of_a_bundle_are_shown_one_by_one()
    {
        var pair = new ContentPair("app/App", TestBundle.Of("aaaaaaaaaaaa", "one", "{\"a\":1}"), TestBundle.Of("bbbbbbbbbbbb", "one", "{\"a\":2}"), CauseContext.Unknown);

        var diff = (MembersDiff)ContentDiffer.Diff(pair, CauseCatalogue.Default.Containers, CancellationToken.None);

        Assert.HasCount(2, diff.Members);
        Assert.AreEqual(new FieldDifference("bundle id", "aaaaaaaaaaaa", "bbbbbbbbbbbb"), diff.Members[0].Fields.Single());
        Assert.AreEqual("App.runtimeconfig.json", diff.Members[1].Name);
        Assert.AreEqual(new FieldDifference("$.a", "1", "2"), ((TableDiff)diff.Members[1].Content!).Rows.Single());
    }
}
