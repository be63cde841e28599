using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Dotnet;

/// <summary>What a build published: the list that the targets of the inner build write, one file a line, columns separated by tabs.</summary>
/// <param name="Folder">The application's folder in the image, without slashes around it.</param>
/// <param name="AssemblyName">The name of its assembly, without an extension.</param>
/// <param name="Files">The files by their paths below that folder.</param>
public sealed record PublishedFiles(string Folder, string AssemblyName, IReadOnlyDictionary<string, PublishedFile> Files)
{
    private const int Columns = 6;

    /// <summary>Reads a list.</summary>
    /// <param name="path">The list; absolute.</param>
    /// <returns>Null where there is none, or where it is no such list: blame is a help, and a verdict needs none.</returns>
    public static PublishedFiles? Load(string path)
    {
        try
        {
            RegularFile.Require(path);
            return Parse(File.ReadLines(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the lines of a list.</summary>
    public static PublishedFiles? Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        string[]? head = null;
        var files = new Dictionary<string, PublishedFile>(StringComparer.Ordinal);
        foreach (string line in lines)
        {
            string[] cells = line.Split('\t');
            if (head is null)
            {
                if (cells.Length != 3) return null;
                head = cells;
                continue;
            }

            // The last column says that a line is whole.
            if (cells is not [var name, var source, var package, var version, var project, "."] || cells.Length != Columns) continue;
            string path = ImagePath.Clean(name.Replace('\\', '/'));
            files[path] = new PublishedFile(path, source, package, version, project);
        }

        return head is null ? null : new PublishedFiles(ImagePath.Clean(head[0].Replace('\\', '/')), head[1], files);
    }
}
