using System.Text;
using ReproBuild.Causes;
using ReproBuild.Core.Tests.Causes.Corpus;

namespace ReproBuild.Core.Tests.Causes;

[TestClass]
public sealed class HostileContentTests
{
    [TestMethod]
    public void JSON_of_ten_thousand_levels_is_unexplained()
    {
        byte[] Deep(string inside) => Encoding.ASCII.GetBytes(new string('[', 10_000) + inside + new string(']', 10_000));

        Assert.AreEqual(Certainty.Unexplained, Explained.Contents("a.json", Deep("1"), Deep("2")).Certainty);
    }

    [TestMethod]
    public void Marshalled_tuples_in_tuples_without_end_are_unexplained()
    {
        byte[] Deep(byte last)
        {
            byte[] pyc = new byte[100_000];
            ((byte[])[0xa7, 0x0d, (byte)'\r', (byte)'\n']).CopyTo(pyc, 0);
            for (int i = 16; i + 1 < pyc.Length; i += 2) (pyc[i], pyc[i + 1]) = ((byte)')', 1);
            pyc[^1] = last;
            return pyc;
        }

        Assert.AreNotEqual(Certainty.Proven, Explained.Contents("a.pyc", Deep(1), Deep(2)).Certainty);
    }

    [TestMethod]
    public void A_gzip_of_zeros_without_end_is_not_unpacked()
    {
        byte[] Bomb(byte last)
        {
            using var packed = new MemoryStream();
            using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal))
            {
                gzip.Write(new byte[8 << 20]);
                gzip.WriteByte(last);
            }

            return packed.ToArray();
        }

        var explanation = Explained.Contents("a.gz", Bomb(1), Bomb(2));

        Assert.AreEqual(Certainty.Unexplained, explanation.Certainty);
        Assert.Contains("unpacks to more than", explanation.NotAnalysed!);
    }

    [TestMethod]
    public void What_is_cut_off_or_scrambled_anywhere_stops_nothing()
    {
        var random = new Random(7);
        foreach (var pair in CorpusPair.All)
        {
            for (int i = 0; i < 12; i++)
            {
                byte[] broken = i % 2 == 0 ? pair.Right[..random.Next(pair.Right.Length)] : [.. pair.Right];
                for (int b = 0; b < (i % 2) * 8 && broken.Length > 0; b++) broken[random.Next(broken.Length)] = (byte)random.Next(256);
                if (broken.AsSpan().SequenceEqual(pair.Left)) continue;

                Explained.Contents(pair.Path, pair.Left, broken, pair.Context);
            }
        }
    }
}
