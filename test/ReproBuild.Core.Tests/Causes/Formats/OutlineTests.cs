using System.Text;
using ReproBuild.Causes;
using ReproBuild.Causes.Dotnet;
using ReproBuild.Causes.Formats;
using ReproBuild.Core.Tests.Causes.Dotnet;

namespace ReproBuild.Core.Tests.Causes.Formats;

/// <summary>What is said of archives that are too long for memory is what would be said of them as they are; here short ones, which can be asked both ways.</summary>
[TestClass]
public sealed class OutlineTests
{
    private const int Mutants = 2000;

    [TestMethod]
    public void A_changed_zip_archive_is_proven_only_where_all_of_it_would_be()
    {
        var pairs = Corpus.CorpusPair.All.Where(p => p.Left.AsSpan().StartsWith("PK\x03\x04"u8) && p.Left.Length < 64 << 10).ToArray();

        Assert.IsGreaterThan(3, pairs.Length);
        foreach (var pair in pairs) AssertSame(pair.Path, pair.Left, pair.Right, ZipOutline.Of, Mutants / pairs.Length);
    }

    [TestMethod]
    public void A_changed_single_file_application_is_proven_only_where_all_of_it_would_be()
    {
        byte[] Application(string id, string text) => TestBundle.Of(id,
            ("Runtime.dll", 1, Encoding.ASCII.GetBytes("the runtime is the same on both sides")), ("App.dll", 1, Encoding.ASCII.GetBytes(text)), ("App.runtimeconfig.json", 4, "{}"u8.ToArray()));

        AssertSame("app/App", Application("aaaaaaaaaaaa", "built 2026-01-01T10:00:01Z"), Application("bbbbbbbbbbbb", "built 2026-01-01T10:00:02Z"), BundleOutline.Of, Mutants);
    }

    private static void AssertSame(string path, byte[] left, byte[] right, Func<Stream, Stream, CancellationToken, (byte[] Left, byte[] Right)> outline, int mutants)
    {
        Assert.AreEqual(Told(path, left, right), Told(path, outline, left, right), path);

        var random = new Random(left.Length);
        for (int i = 0; i < mutants; i++)
        {
            byte[] mutant = [.. right];
            int at = random.Next(mutant.Length);
            mutant[at] ^= (byte)(1 << random.Next(8));

            string whole = Told(path, left, mutant);
            if (Told(path, outline, left, mutant) is var told && told.StartsWith(nameof(Certainty.Proven), StringComparison.Ordinal)) Assert.AreEqual(whole, told, $"{path}, byte {at}");
        }
    }

    private static string Told(string path, Func<Stream, Stream, CancellationToken, (byte[] Left, byte[] Right)> outline, byte[] left, byte[] right)
    {
        try
        {
            var (shortLeft, shortRight) = outline(new MemoryStream(left), new MemoryStream(right), CancellationToken.None);
            return Told(path, shortLeft, shortRight);
        }
        catch (Exception e) when (ContentFault.IsOne(e))
        {
            return "not opened";
        }
    }

    private static string Told(string path, byte[] left, byte[] right)
    {
        var explanation = Explained.Contents(path, left, right);
        return $"{explanation.Certainty}: {explanation.Names()}";
    }
}
