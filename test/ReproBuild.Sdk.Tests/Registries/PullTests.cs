using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Registries;
using ReproBuild.Sdk.Tests.Engines;

namespace ReproBuild.Sdk.Tests.Registries;

[TestClass]
public sealed class PullTests
{
    [TestMethod]
    public async Task I_can_resolve_and_get_an_image_of_the_loopback_registry()
    {
        var pinned = ImageReference.Parse(TestEngine.Busybox);
        using var client = Client.Create();

        var byTag = await client.ResolveAsync(ImageReference.Parse($"{pinned.Name}:latest"), default);
        var byDigest = await client.GetManifestAsync(pinned, default);

        Assert.AreEqual(pinned.Digest, byTag.Digest);
        Assert.AreEqual(pinned.Digest, byDigest.Descriptor.Digest);
        Assert.AreEqual(byTag.Size, byDigest.Bytes.Length);
    }

    [TestMethod]
    public async Task A_mirror_stands_in_for_a_public_registry_and_is_recorded_apart()
    {
        var pinned = ImageReference.Parse(TestEngine.Busybox);
        using var client = Client.Create(o => o with { Mirrors = RegistryMirrors.Parse($"docker.io={pinned.Registry}", "test") });

        // The loopback registry holds it without "library/", so the name has another prefix.
        var missing = await Client.FailAsync(() => client.GetManifestAsync(ImageReference.Parse("nobody/busybox:latest"), default), DiagnosticCodes.ImageNotFound);

        Assert.Contains("the mirror of docker.io", missing.Message);
        Assert.Contains("nobody/busybox", missing.Message);
    }
}
