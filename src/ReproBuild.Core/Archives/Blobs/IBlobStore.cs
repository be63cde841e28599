using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>Where the blobs and files of an archive lie.</summary>
internal interface IBlobStore : IDisposable
{
    /// <summary>The archive's path.</summary>
    string Path { get; }

    /// <summary>The paths of all files, links among them.</summary>
    IEnumerable<string> FileNames { get; }

    /// <summary>Finds a file by its path in the archive, links followed; null where there is none.</summary>
    BlobRange? FindFile(string name);

    /// <summary>Finds a blob by digest in the OCI layout; null where there is none.</summary>
    BlobRange? FindBlob(Digest digest) => FindFile($"blobs/{digest.Algorithm}/{digest.Hex}");

    /// <summary>Makes sure that a blob that was found is really there, where finding it asked nobody.</summary>
    /// <returns>Whether that was needed; where it was not, whoever wants to know more may look at its bytes at no cost.</returns>
    bool Confirm(Descriptor blob) => false;
}
