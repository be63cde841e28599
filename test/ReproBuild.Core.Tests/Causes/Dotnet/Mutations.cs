using ReproBuild.Causes;
using ReproBuild.Core.Tests.Causes.Corpus;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

/// <summary>Flips bits of a content, and gathers what the causes wrongly took for noise.</summary>
internal static class Mutations
{
    public const int Count = 1000;

    /// <summary>The places of flips that were taken for noise, though the oracle says that they mean something.</summary>
    /// <param name="pair">The pair whose left side is changed.</param>
    /// <param name="isNoise">Whether a mutant means the same, with a byte changed at a place.</param>
    public static IReadOnlyList<string> Of(CorpusPair pair, Func<byte[], int, bool> isNoise) => Of(pair.Path, pair.Left, isNoise);

    public static IReadOnlyList<string> Of(string path, byte[] content, Func<byte[], int, bool> isNoise, int count = Count)
    {
        var wrong = new List<string>();
        var random = new Random(content.Length);
        for (int i = 0; i < count; i++)
        {
            byte[] mutant = [.. content];
            int at = random.Next(content.Length);
            mutant[at] ^= (byte)(1 << random.Next(8));

            var explanation = Explained.Contents(path, content, mutant);

            if (explanation.Certainty == Certainty.Proven && !isNoise(mutant, at)) wrong.Add($"byte 0x{at:x}: {explanation.Names()}");
        }

        return wrong;
    }

    public static CorpusPair Pair(string name) => CorpusPair.All.Single(p => p.Name == name);
}
