using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>
/// The lock file, <c>repro.lock.json</c>: the digest of each image that a build uses, and the manifest of each of its platforms. Holds no
/// time, and stands in one order, so that what changes in it is what changed.
/// </summary>
public sealed class LockFile
{
    /// <summary>The version of the format that this code writes, and the only one that it reads.</summary>
    public const int Version = 1;

    /// <summary>The address of the format's JSON schema.</summary>
    public const string Schema = "https://raw.githubusercontent.com/reprobuild/ReproBuild.Sdk/main/docs/schemas/repro.lock.schema.json";

    private readonly SortedDictionary<string, LockedImage> images;

    internal LockFile(string path, IEnumerable<KeyValuePair<string, LockedImage>> images)
    {
        Path = path;
        this.images = new SortedDictionary<string, LockedImage>(StringComparer.Ordinal);
        foreach (var (key, image) in images) this.images[key] = image;
    }

    /// <summary>A lock file with nothing in it.</summary>
    /// <param name="path">The absolute path that it would be written to.</param>
    public static LockFile Empty(string path) => new(path, []);

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    /// <summary>The images by key, in ordinal order.</summary>
    public IReadOnlyDictionary<string, LockedImage> Images => images;

    /// <summary>The key of an image: its full name, with its tag; <c>latest</c> where it has none, and the digest where it has that alone.</summary>
    public static string KeyOf(ImageReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Tag is null && reference.Digest is { } digest ? $"{reference.Name}@{digest}" : $"{reference.Name}:{reference.Tag ?? "latest"}";
    }

    /// <summary>The image of a name; null where the file has none.</summary>
    public LockedImage? Find(ImageReference reference) => images.GetValueOrDefault(KeyOf(reference));

    /// <summary>The images that the triggers of these images use, and of those in turn, with the keys they stand under.</summary>
    /// <param name="bases">The images that stages start from.</param>
    public IReadOnlyList<(string Key, LockedImage Image)> Triggered(IEnumerable<ImageReference> bases)
    {
        ArgumentNullException.ThrowIfNull(bases);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(bases.Select(Find).OfType<LockedImage>().SelectMany(i => i.OnBuild));
        var found = new List<(string, LockedImage)>();
        while (open.TryDequeue(out string? key))
        {
            if (!seen.Add(key) || !images.TryGetValue(key, out var image)) continue;
            found.Add((key, image));
            foreach (string next in image.OnBuild) open.Enqueue(next);
        }

        return found;
    }

    /// <summary>Reads a lock file.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <returns>The file; an empty one where there is none.</returns>
    /// <exception cref="ReproException">
    /// REPRO2012: malformed. REPRO2013: of another version. REPRO2014: with the markers of a merge conflict. REPRO1011: it is a folder, a pipe or the like, or cannot be read.
    /// </exception>
    public static LockFile Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            RegularFile.Require(path);
            return File.Exists(path) ? LockFileReader.Read(File.ReadAllBytes(path), path) : Empty(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReproException(new Diagnostic(DiagnosticCodes.UnreadableInput, $"The lock file {path} cannot be read: {e.Message}", File: path), e);
        }
    }

    /// <summary>The whole text of the file: UTF-8, line feeds, two blanks for each level, the newline at the end included.</summary>
    public override string ToString() => LockFileWriter.Write(this);
}
