using ReproBuild.Archives;
using ReproBuild.Images;
using ReproBuild.Registries;

namespace ReproBuild.Benchmarks;

/// <summary>What is measured as a process of its own: one image pulled into a folder, or pushed from a layout, and nothing else.</summary>
internal static class Transfer
{
    /// <summary>Runs <c>pull REFERENCE FOLDER</c> or <c>push LAYOUT REFERENCE</c>.</summary>
    /// <returns>The exit code; null where the arguments are neither.</returns>
    public static async Task<int?> RunAsync(string[] arguments)
    {
        using var client = new RegistryClient(new RegistryOptions());
        switch (arguments)
        {
            case ["pull", var reference, var folder]:
                await PullAsync(client, ImageReference.Parse(reference), folder);
                return 0;
            case ["push", var layout, var reference]:
                var target = ImageReference.Parse(reference);
                using (var archive = ImageArchive.Open(layout)) await new ArchivePusher(client).PushAsync(archive, target, [target.Tag!], new PushOptions(), default);
                return 0;
            default:
                return null;
        }
    }

    private static async Task PullAsync(RegistryClient client, ImageReference reference, string folder)
    {
        Directory.CreateDirectory(folder);
        var found = await client.GetManifestAsync(reference, default);
        var manifest = ImageJson.ParseManifest(found.Bytes.ToArray(), reference.ToString());
        foreach (var blob in manifest.Layers.Prepend(manifest.Config)) await client.PullBlobToFileAsync(reference, blob, Path.Combine(folder, blob.Digest.Hex), default);
    }
}
