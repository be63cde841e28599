using System.Reflection.PortableExecutable;
using ReproBuild.Causes;
using ReproBuild.Causes.Dotnet;

namespace ReproBuild.Core.Tests.Causes.Dotnet;

/// <summary>An assembly of the runtime itself: compiled ahead of time, and signed.</summary>
[TestClass]
public sealed class ReadyToRunTests
{
    private static readonly byte[] Console = File.ReadAllBytes(typeof(Console).Assembly.Location);

    [TestMethod]
    public void An_assembly_with_native_code_keeps_the_lengths_of_its_parts()
    {
        var image = PeImage.Read(Console)!;

        Assert.IsFalse(image.CanRebuild);
        CollectionAssert.AreEqual(Console, image.Write());
    }

    [TestMethod]
    public void Its_ids_and_its_signature_are_explained_in_their_places()
    {
        byte[] mutant = [.. Console];
        mutant[PeImage.Read(Console)!.MvidOffset() + MetadataStart()] ^= 1;
        mutant[Signature().Start] ^= 1;

        var explanation = Explained.Contents("app/System.Console.dll", Console, mutant);

        Assert.AreEqual(Certainty.Proven, explanation.Certainty);
        Assert.AreEqual("pe-mvid", explanation.Names());
    }

    [TestMethod]
    public void A_flipped_bit_elsewhere_is_not()
    {
        (int, int)[] noise = [.. AssemblyNoise.Ranges(Console), .. AssemblyNoise.Digits(Console), Signature()];

        var wrong = Mutations.Of("app/System.Console.dll", Console, (_, at) => noise.Holds(at), count: 100);

        Assert.IsEmpty(wrong, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    private static int MetadataStart()
    {
        using var reader = new PEReader([.. Console]);
        return reader.PEHeaders.MetadataStartOffset;
    }

    private static (int Start, int Length) Signature()
    {
        using var reader = new PEReader([.. Console]);
        var place = reader.PEHeaders.CorHeader!.StrongNameSignatureDirectory;
        return reader.PEHeaders.TryGetDirectoryOffset(place, out int at) ? (at, place.Size) : throw new BadImageFormatException();
    }
}
