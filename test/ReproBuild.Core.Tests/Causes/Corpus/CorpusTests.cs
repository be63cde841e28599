using ReproBuild.Causes;
using ReproBuild.Core.Tests.Causes.Pairs;

namespace ReproBuild.Core.Tests.Causes.Corpus;

[TestClass]
public sealed class CorpusTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Every_cause_is_proven_on_its_pairs_and_claimed_on_no_near_miss()
    {
        var table = new CorpusTable();
        var wrong = new List<string>();

        foreach (var pair in CorpusPair.All)
        {
            var explanation = Explained.Contents(pair.Path, pair.Left, pair.Right, pair.Context);
            table.Add(pair, explanation);

            string[] proven = explanation.Certainty == Certainty.Proven ? [.. explanation.Claims.Select(c => c.Cause.Id).Order(StringComparer.Ordinal)] : [];
            if (!proven.SequenceEqual(pair.Expect.Order(StringComparer.Ordinal)))
                wrong.Add($"{pair}: expected [{string.Join(' ', pair.Expect)}], proven [{string.Join(' ', proven)}], {explanation.Certainty} {explanation.Names()} {explanation.NotAnalysed}");
        }

        foreach (var pair in DifferencePair.All) table.Add(pair, pair.Make());
        TestContext.WriteLine(table.ToString());
        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong));
    }

    [TestMethod]
    public void Sides_may_be_exchanged()
    {
        foreach (var pair in CorpusPair.All)
        {
            var there = Explained.Contents(pair.Path, pair.Left, pair.Right, pair.Context);
            var back = Explained.Contents(pair.Path, pair.Right, pair.Left, pair.Exchanged);

            Assert.AreEqual((there.Certainty, there.Names()), (back.Certainty, back.Names()), pair.Name);
        }
    }

    [TestMethod]
    public void A_canonical_form_of_a_canonical_form_is_itself()
    {
        foreach (var pair in CorpusPair.All.Where(p => p.Expect.Count > 0))
        {
            var once = Explained.Contents(pair.Path, pair.Left, pair.Right, pair.Context);
            byte[] form = once.Left.ToArray();

            var again = Explained.Contents(pair.Path, form, pair.Right, pair.Context);

            Assert.AreEqual(Certainty.Proven, form.AsSpan().SequenceEqual(pair.Right) ? Certainty.Proven : again.Certainty, pair.Name);
            CollectionAssert.AreEqual(form, again.Left.ToArray(), pair.Name);
        }
    }

    [TestMethod]
    public void No_cause_takes_a_flipped_bit_for_noise()
    {
        var wrong = new List<string>();
        foreach (var pair in CorpusPair.All.Where(p => p.Noise is not null))
        {
            // The same bits in every run.
            var random = new Random(pair.Name.Length);
            for (int i = 0; i < 1000; i++)
            {
                int at = random.Next(pair.Left.Length);
                if (pair.Noise!.Any(n => at >= n[0] && at < n[0] + n[1])) continue;

                byte[] mutant = [.. pair.Left];
                mutant[at] ^= (byte)(1 << random.Next(8));
                var explanation = Explained.Contents(pair.Path, pair.Left, mutant, pair.Context);
                if (explanation.Certainty == Certainty.Proven) wrong.Add($"{pair}: byte {at}: {explanation.Names()}");
            }
        }

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(200)));
    }
}
