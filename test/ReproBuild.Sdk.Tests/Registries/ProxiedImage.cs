using System.Security.Cryptography.X509Certificates;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using ReproBuild.Registries;
using ReproBuild.Sdk.Tests.Engines;

namespace ReproBuild.Sdk.Tests.Registries;

/// <summary>A real registry that holds one image as <c>app:v1</c>, and a faulty proxy in front of it.</summary>
internal sealed record ProxiedImage(RealRegistry Real, TestRegistry Proxy, Digest Digest, Descriptor Layer) : IAsyncDisposable
{
    /// <summary>The image as it is called through the proxy.</summary>
    public ImageReference Tagged => Proxy.Reference("app:v1");

    public ImageReference Pinned => Proxy.Reference($"app@{Digest}");

    public static string Busybox => Path.Combine(TestEngine.Variable("REPRO_TEST_IMAGES"), "busybox.tar");

    public static async Task<ProxiedImage> StartAsync(X509Certificate2? certificate = null)
    {
        var real = await RealRegistry.StartAsync();
        using var client = Client.Create();
        using var archive = ImageArchive.Open(Busybox);
        var pushed = await new ArchivePusher(client).PushAsync(archive, real.Reference("app"), ["v1"], new PushOptions(), default);
        return new ProxiedImage(real, await FaultyProxy.StartAsync(real, certificate), pushed.Image.Digest, archive.Images.Single().Layers[0].Blob);
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Real.DisposeAsync();
    }
}
