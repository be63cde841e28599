using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>Small blobs, read whole.</summary>
internal static class BlobBytes
{
    /// <summary>Reads a file of the archive that nothing vouches for (index.json, manifest.json).</summary>
    public static byte[] Read(BlobRange range, long limit, string limitName, string what)
    {
        if (range.Length > limit) throw Limits.Exceeded(limitName, limit, $"{what} is {range.Length} bytes long");
        var bytes = new byte[range.Length];
        using var stream = range.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Reads a blob and checks its digest; its size was checked when it was found.</summary>
    public static byte[] Read(BlobRange range, Descriptor blob, long limit, string limitName, string what)
    {
        byte[] bytes = Read(range, limit, limitName, what);
        using var hash = blob.Digest.CreateHash();
        hash.AppendData(bytes);
        var found = Digest.FromHash(hash.AlgorithmName, hash.GetHashAndReset());
        return found == blob.Digest ? bytes : throw ArchiveErrors.DigestLie(what, blob.Digest, found);
    }
}
