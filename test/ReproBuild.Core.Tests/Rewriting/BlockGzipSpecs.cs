using System.IO.Compression;
using ReproBuild.Images;
using ReproBuild.Rewriting;

namespace ReproBuild.Core.Tests.Rewriting;

[TestClass]
public sealed class BlockGzipSpecs
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(BlockGzipStream.BlockSize - 1)]
    [DataRow(BlockGzipStream.BlockSize)]
    [DataRow(BlockGzipStream.BlockSize + 1)]
    [DataRow(5 * BlockGzipStream.BlockSize)]
    [DataRow(9 * BlockGzipStream.BlockSize + 77)]
    public void What_I_compress_comes_out_again(int length)
    {
        foreach (byte[] input in new[] { Text(length), Noise(length), new byte[length] })
        {
            byte[] compressed = Compress(input, workers: 2);

            CollectionAssert.AreEqual(input, Decompress(compressed));
        }
    }

    [TestMethod]
    public void The_bytes_do_not_depend_on_the_number_of_workers()
    {
        byte[] input = [.. Text(2_000_000), .. Noise(500_000), .. new byte[1_000_000], .. Text(333_333)];

        byte[] one = Compress(input, workers: 1);

        foreach (int workers in new[] { 2, 3, 8 }) CollectionAssert.AreEqual(one, Compress(input, workers), $"{workers} workers");
    }

    [TestMethod]
    public void The_bytes_do_not_depend_on_how_the_input_is_cut()
    {
        byte[] input = Text(700_001);
        byte[] whole = Compress(input, workers: 2);

        foreach (int piece in new[] { 1000, 4096, 131_071, 131_073, 300_000 })
        {
            CollectionAssert.AreEqual(whole, Compress(input, workers: 2, piece), $"pieces of {piece}");
        }
    }

    [TestMethod]
    public void The_bytes_are_those_of_the_release_before()
    {
        // Whoever changes this digest changes the digest of every image that users have: say so in the CHANGELOG.
        byte[] compressed = Compress([.. Text(400_000), .. Noise(50_000)], workers: 2);

        Assert.AreEqual("sha256:52f0c290dfdac9a58fcbe3c30329d6162eecd277edd890220e88785b49d4e28c", Digest.Of(compressed).ToString());
    }

    [TestMethod]
    public void It_is_one_member_with_a_header_that_says_nothing()
    {
        byte[] compressed = Compress(Text(1_000_000), workers: 2);

        CollectionAssert.AreEqual(new byte[] { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff }, compressed[..10]);
        // Deflate alone, which knows no members, must read all of it but the trailer.
        using var deflate = new DeflateStream(new MemoryStream(compressed[10..^8]), CompressionMode.Decompress);
        using var output = new MemoryStream();
        deflate.CopyTo(output);
        Assert.AreEqual(1_000_000, output.Length);
    }

    [TestMethod]
    public void Noise_hardly_grows()
    {
        byte[] compressed = Compress(Noise(1_000_000), workers: 2);

        Assert.IsLessThan(1_001_000, compressed.Length);
    }

    [TestMethod]
    public void What_is_not_finished_does_not_look_whole()
    {
        using var output = new MemoryStream();
        using (var gzip = new BlockGzipStream(output, workers: 2)) gzip.Write(Text(1_000_000));

        byte[] cut = output.ToArray();

        Assert.IsFalse(cut.AsSpan().EndsWith(Compress(Text(1_000_000), workers: 2).AsSpan()[^8..]));
    }

    [TestMethod]
    public void Cancellation_ends_the_waiting()
    {
        using var cancelled = new CancellationTokenSource();
        using var gzip = new BlockGzipStream(Stream.Null, workers: 1, cancelled.Token);
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => { for (int i = 0; i < 20; i++) gzip.Write(Text(BlockGzipStream.BlockSize)); });
    }

    private static byte[] Compress(byte[] input, int workers, int piece = int.MaxValue)
    {
        using var output = new MemoryStream();
        using var gzip = new BlockGzipStream(output, workers);
        for (int at = 0; at < input.Length; at += Math.Min(piece, input.Length - at)) gzip.Write(input.AsSpan(at, Math.Min(piece, input.Length - at)));
        gzip.Finish();
        return output.ToArray();
    }

    private static byte[] Decompress(byte[] compressed)
    {
        using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var output = new MemoryStream();
        gzip.CopyTo(output);
        return output.ToArray();
    }

    // Not System.Random: a golden digest must not hang on a library's generator.
    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        uint state = 2463534242;
        for (int i = 0; i < length; i++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            bytes[i] = (byte)state;
        }
        return bytes;
    }

    private static byte[] Text(int length)
    {
        byte[] noise = Noise(length);
        for (int i = 0; i < length; i++) noise[i] = (byte)"the quick brown fox jumps over a lazy dog\n"[(noise[i] & 7) * 5];
        return noise;
    }
}
