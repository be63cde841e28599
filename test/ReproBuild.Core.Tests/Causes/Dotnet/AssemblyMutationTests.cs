using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using ReproBuild.Causes;
using ReproBuild.Causes.Dotnet;
using ReproBuild.Core.Tests.Causes.Corpus;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

[TestClass]
public sealed class AssemblyMutationTests
{
    [TestMethod]
    [DataRow("pe-path/longer-dll")]
    [DataRow("pe-path/embedded-pdb")]
    [DataRow("pe-mvid/not-deterministic-dll")]
    [DataRow("caller-path/longer")]
    [DataRow("razor-path/longer")]
    [DataRow("commit-stamp/two-commits")]
    public void A_flipped_bit_of_an_assembly_is_noise_only_where_nothing_runs(string name)
    {
        var pair = Mutations.Pair(name);
        (int, int)[] noise = [.. AssemblyNoise.Ranges(pair.Left), .. AssemblyNoise.Digits(pair.Left)];

        var wrong = Mutations.Of(pair, (_, at) => noise.Holds(at));

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [TestMethod]
    [DataRow("pe-path/longer-pdb")]
    [DataRow("pe-compiler/two-versions")]
    public void A_flipped_bit_of_a_pdb_is_noise_only_where_a_debugger_sees_the_same(string name)
    {
        var pair = Mutations.Pair(name);
        string seen = Seen(pair.Left);

        var wrong = Mutations.Of(pair, (mutant, _) => Seen(mutant) == seen);

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [TestMethod]
    public void Every_changed_byte_of_a_method_body_is_found()
    {
        var pair = Mutations.Pair("pe-path/longer-dll");
        using var reader = new PEReader([.. pair.Left]);
        var metadata = reader.GetMetadataReader();
        foreach (var method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(m => m.RelativeVirtualAddress != 0))
        {
            var section = reader.PEHeaders.SectionHeaders[0];
            int at = method.RelativeVirtualAddress - section.VirtualAddress + section.PointerToRawData;
            for (int i = 0; i < reader.GetMethodBody(method.RelativeVirtualAddress).Size; i++)
            {
                byte[] mutant = [.. pair.Right.Length == pair.Left.Length ? pair.Right : pair.Left];
                mutant[at + i] ^= 1;

                Assert.AreNotEqual(Certainty.Proven, Explained.Contents(pair.Path, pair.Left, mutant).Certainty, $"byte 0x{at + i:x}");
            }
        }
    }

    [TestMethod]
    public void What_the_compiler_wrote_is_put_together_again_to_the_same_bytes()
    {
        foreach (var pair in CorpusPair.All.Where(p => p.Left.AsSpan().StartsWith("MZ"u8)))
        {
            Assert.IsTrue(PeImage.Read(pair.Left)!.CanRebuild, pair.Name);
            CollectionAssert.AreEqual(pair.Left, PeImage.Read(pair.Left)!.Write(), pair.Name);
        }
    }

    private static string Seen(byte[] pdb)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbImage([.. pdb]);
        var reader = provider.GetMetadataReader();
        var methods = reader.MethodDebugInformation.Select(reader.GetMethodDebugInformation).Select(m => string.Join(' ', m.GetSequencePoints().Select(s =>
            $"{s.Offset}:{s.StartLine},{s.StartColumn}-{s.EndLine},{s.EndColumn}@{MetadataTokens.GetRowNumber(s.Document)}")));
        var documents = reader.Documents.Select(reader.GetDocument).Select(d =>
            $"{Path.GetFileName(reader.GetString(d.Name))} {Convert.ToHexString(reader.GetBlobBytes(d.Hash))} {reader.GetGuid(d.Language)}");
        var locals = reader.LocalVariables.Select(reader.GetLocalVariable).Select(l => $"{reader.GetString(l.Name)} {l.Index} {l.Attributes}");
        return string.Join('\n', [.. methods, .. documents, .. locals]);
    }
}
