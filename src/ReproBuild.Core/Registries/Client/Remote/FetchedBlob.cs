using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>A blob that was fetched and checked, in a temporary file that is gone with it: it is read more than once, and memory is not for layers.</summary>
internal sealed class FetchedBlob : IDisposable
{
    private readonly FileStream _file;
    private readonly string _name;

    private FetchedBlob(FileStream file, string name) => (_file, _name) = (file, name);

    public static async Task<FetchedBlob> FetchAsync(RegistryClient client, ImageReference repository, Descriptor blob, CancellationToken cancellation)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(NamelessFile.Create(), FileAccess.ReadWrite, bufferSize: 0);
            await client.PullBlobAsync(repository, blob, file, cancellation).ConfigureAwait(false);
            return new FetchedBlob(file, $"the blob {blob.Digest} of \"{repository}\"");
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (WriteErrors.IsOne(e)) throw WriteErrors.Explain(Path.GetTempPath(), e);
            throw;
        }
    }

    public Stream Open() => new FileRangeStream(_file.SafeFileHandle, _name, 0, _file.Length, owned: false);

    public void Dispose() => _file.Dispose();
}
