using Microsoft.AspNetCore.Http;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Registries;

[TestClass]
public sealed class BlobSpecs
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7 / 3))];

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_blob_that_breaks_off_is_taken_up_where_it_broke(bool knowsRanges)
    {
        await using var registry = await TestRegistry.StartAsync();
        var blob = registry.Store!.AddBlob("app", Bytes);
        var ranges = new List<string>();
        registry.Between = async (context, answer) =>
        {
            ranges.Add(context.Request.Headers.Range.ToString());
            if (ranges.Count == 1)
            {
                context.Response.ContentLength = Bytes.Length;
                await context.Response.Body.WriteAsync(Bytes.AsMemory(0, 100_000));
                await context.Response.Body.FlushAsync();
                // The client has what was sent before it sees the end.
                while (ranges.Count == 1 && !context.RequestAborted.IsCancellationRequested) await BreakAsync(context);
                return;
            }
            if (!knowsRanges) context.Request.Headers.Remove("Range");
            await answer(context);
        };
        using var client = Client.Create();
        using var to = new MemoryStream();

        await client.PullBlobAsync(registry.Reference("app"), blob, to, default);

        CollectionAssert.AreEqual(Bytes, to.ToArray());
        Assert.HasCount(2, ranges);
        Assert.AreEqual("", ranges[0]);
        StringAssert.Matches(ranges[1], new System.Text.RegularExpressions.Regex("^(bytes=[1-9][0-9]*-)?$"));

        static Task BreakAsync(HttpContext context)
        {
            context.Abort();
            return Task.CompletedTask;
        }
    }

    [TestMethod]
    public async Task Wrong_bytes_and_wrong_lengths_are_refused_with_what_was_promised()
    {
        await using var registry = await TestRegistry.StartAsync();
        var blob = new Descriptor(MediaTypes.OciLayerGzip, Digest.Of(Bytes), Bytes.Length);
        byte[] changed = [.. Bytes];
        changed[^1] ^= 1;
        using var client = Client.Create();
        using var folder = new TestFolder();

        foreach (var (given, code) in new[] { (changed, DiagnosticCodes.DigestMismatch), (Bytes[..^1], DiagnosticCodes.SizeMismatch), ([.. Bytes, 0], DiagnosticCodes.SizeMismatch) })
        {
            registry.Store!.Blobs[("app", blob.Digest.ToString())] = given;
            var error = await Client.FailAsync(() => client.PullBlobToFileAsync(registry.Reference("app"), blob, folder["blob"], default), code);
            Assert.Contains(blob.Digest.ToString(), error.Message);
            Assert.IsEmpty(Directory.GetFiles(folder.Path), "no half or wrong file stays");
        }

        registry.Store!.Blobs[("app", blob.Digest.ToString())] = Bytes;
        await client.PullBlobToFileAsync(registry.Reference("app"), blob, folder["blob"], default);
        CollectionAssert.AreEqual(Bytes, File.ReadAllBytes(folder["blob"]));
    }

    [TestMethod]
    public async Task A_body_without_an_announced_length_is_still_bounded()
    {
        await using var registry = await TestRegistry.StartAsync(async context =>
        {
            try
            {
                while (true) await context.Response.Body.WriteAsync(Bytes, context.RequestAborted);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
            {
                // The client has hung up, as it should.
            }
        });
        using var client = Client.Create();
        using var to = new MemoryStream();

        var error = await Client.FailAsync(() => client.PullBlobAsync(registry.Reference("app"), new Descriptor(MediaTypes.OciLayerGzip, Digest.Of(Bytes), 500_000), to, default), DiagnosticCodes.SizeMismatch);

        Assert.Contains("more than 500000 bytes", error.Message);
        Assert.IsLessThanOrEqualTo(500_000, to.Length);
    }

    [TestMethod]
    public async Task A_body_that_stalls_is_left_and_in_the_end_told()
    {
        await using var registry = await TestRegistry.StartAsync();
        var blob = registry.Store!.AddBlob("app", Bytes);
        registry.Between = async (context, _) =>
        {
            context.Response.ContentLength = Bytes.Length;
            await context.Response.Body.WriteAsync(Bytes.AsMemory(0, 1000));
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using var client = Client.Create(o => o with { StallTimeout = TimeSpan.FromMilliseconds(50), MaxAttempts = 2 });

        var error = await Client.FailAsync(() => client.PullBlobAsync(registry.Reference("app"), blob, Stream.Null, default), DiagnosticCodes.RegistryUnreachable);

        Assert.Contains("stayed silent", error.Message);
    }

    [TestMethod]
    public async Task A_blob_that_is_not_there_is_said_to_be_so()
    {
        await using var registry = await TestRegistry.StartAsync();
        var blob = new Descriptor(MediaTypes.OciLayerGzip, Digest.Of(Bytes), Bytes.Length);
        using var client = Client.Create();

        Assert.IsFalse(await client.HasBlobAsync(registry.Reference("app"), blob, default));
        await Client.FailAsync(() => client.PullBlobAsync(registry.Reference("app"), blob, Stream.Null, default), DiagnosticCodes.BlobMissing);
    }

    [TestMethod]
    public async Task What_cannot_be_written_is_no_fault_of_the_registry()
    {
        await using var registry = await TestRegistry.StartAsync();
        var blob = registry.Store!.AddBlob("app", Bytes);
        using var client = Client.Create();

        await Assert.ThrowsExactlyAsync<NotSupportedException>(() => client.PullBlobAsync(registry.Reference("app"), blob, new MemoryStream([], writable: false), default));

        Assert.HasCount(1, registry.Requests);
    }
}
