using System.Text;
using ReproBuild.Archives;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Archives;

/// <summary>What the tests of this folder share.</summary>
internal static class Reading
{
    /// <summary>Reads a tar to its end and gives what <paramref name="look"/> saw of each entry.</summary>
    public static List<T> Each<T>(byte[] tar, Func<TarEntryReader, TarEntry, T> look)
    {
        using var reader = new TarEntryReader(new MemoryStream(tar), "the tar");
        List<T> seen = [];
        while (reader.Next() is { } entry) seen.Add(look(reader, entry));
        return seen;
    }

    public static TarEntry Single(byte[] tar) => Each(tar, (_, entry) => entry.Detach()).Single();

    public static void All(byte[] tar) => Each(tar, (reader, _) => Content(reader));

    public static byte[] Content(TarEntryReader reader)
    {
        using var content = new MemoryStream();
        reader.CopyContentTo(content);
        return content.ToArray();
    }

    /// <summary>The layer as lines: type, path, content.</summary>
    public static string Layer(ImageArchive archive, ImageLayer layer)
    {
        var text = new StringBuilder();
        using var reader = LayerReader.Open(archive, layer, CancellationToken.None);
        while (reader.Next() is { } entry)
        {
            using var content = new MemoryStream();
            reader.CopyContentTo(content);
            text.Append($"{entry.Type} {entry.Path} [{Encoding.UTF8.GetString(content.ToArray())}]\n");
        }
        return text.ToString();
    }

    /// <summary>Reads everything of an archive: every layer to its end.</summary>
    public static void Everything(string path)
    {
        using var archive = ImageArchive.Open(path);
        foreach (var layer in archive.Images.SelectMany(i => i.Layers))
        {
            using var reader = LayerReader.Open(archive, layer, CancellationToken.None);
            while (reader.Next() is not null) { }
        }
    }

    public static string Refused(string code, Action act)
    {
        var exception = Assert.ThrowsExactly<ReproException>(act);
        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        Assert.IsFalse(exception.Message.Any(char.IsControl), "A message is one line.");
        return exception.Message;
    }

    /// <summary>An archive of one image of one layer, stored as these bytes whatever they are.</summary>
    public static string ArchiveOf(TestFolder folder, byte[] blob, byte[] tar, string mediaType = MediaTypes.OciLayerGzip) =>
        OciArchiveBuilder.Of(new TestImage(new TestLayer(tar, blob, mediaType))).Write(folder);
}
