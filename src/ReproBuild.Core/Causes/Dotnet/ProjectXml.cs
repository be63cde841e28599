using System.Xml;
using System.Xml.Linq;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The text of an MSBuild file, and the places in it.</summary>
/// <param name="File">The file; absolute.</param>
/// <param name="Root">Its root element, with lines.</param>
internal sealed record ProjectXml(string File, XElement Root)
{
    private const int MaxBytes = 4 << 20, MaxFiles = 100;

    /// <summary>Reads a file.</summary>
    /// <returns>Null where it cannot be read: what it would have told is then not told.</returns>
    public static ProjectXml? Load(string path)
    {
        try
        {
            RegularFile.Require(path);
            if (new FileInfo(path) is not { Exists: true, Length: <= MaxBytes }) return null;
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root is { } root ? new ProjectXml(path, root) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException)
        {
            return null;
        }
    }

    /// <summary>Reads files, and what they import from places that their text tells.</summary>
    /// <param name="paths">The project first; absolute.</param>
    public static IReadOnlyList<ProjectXml> WithImports(IReadOnlyList<string> paths)
    {
        var found = new List<ProjectXml>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(paths);
        string project = Folder(paths[0]);
        while (found.Count < MaxFiles && next.TryDequeue(out string? path))
        {
            if (!seen.Add(path) || Load(path) is not { } file) continue;
            found.Add(file);
            foreach (string import in file.Imports(project)) next.Enqueue(import);
        }

        return found;
    }

    // What depends on more than where the files lie is not followed.
    private IEnumerable<string> Imports(string project) => Elements("Import").Select(e => (e.Attribute("Project")?.Value ?? "")
            .Replace("$(MSBuildThisFileDirectory)", Folder(File), StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildProjectDirectory)", project, StringComparison.OrdinalIgnoreCase).Replace('\\', '/'))
        .Where(i => i.Length > 0 && i.IndexOfAny(['$', '*', '?', '@', '%']) < 0)
        .Select(i => Path.GetFullPath(i, Folder(File)));

    private static string Folder(string file) => Path.GetDirectoryName(file)! + "/";

    /// <summary>All elements of a name, whatever their namespace.</summary>
    public IEnumerable<XElement> Elements(string name) => Root.Descendants().Where(e => e.Name.LocalName == name);

    /// <summary>The place of an element, with words.</summary>
    public FileOrigin At(XElement element, string words)
    {
        var place = (IXmlLineInfo)element;
        return new FileOrigin(words, File, place.LineNumber, Math.Max(1, place.LinePosition - 1));
    }
}
