using System.Xml;
using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Pinning;

/// <summary>Where a property of a project is set.</summary>
/// <param name="File">The absolute path of the project, or of a Directory.Build file above it.</param>
/// <param name="Span">Where its value stands.</param>
/// <param name="IsLiteral">Whether the value that the build has stands there literally.</param>
internal sealed record ProjectProperty(string File, SourceSpan Span, bool IsLiteral)
{
    /// <summary>Finds the place that gives a property its value: where the value stands as it is, else where the property is last set.</summary>
    public static ProjectProperty? Find(string projectPath, string name, string value)
    {
        var found = Candidates(projectPath).SelectMany(f => Read(f, name, value)).ToList();
        return found.LastOrDefault(p => p.IsLiteral) ?? found.LastOrDefault();
    }

    // In the order in which MSBuild reads them; what an import of the project's own sets is not looked for.
    private static IEnumerable<string> Candidates(string projectPath)
    {
        string? directory = Path.GetDirectoryName(projectPath);
        return new[] { Above(directory, "Directory.Build.props"), projectPath, Above(directory, "Directory.Build.targets") }.OfType<string>();
    }

    private static string? Above(string? directory, string file)
    {
        for (; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            string path = Path.Combine(directory, file);
            if (System.IO.File.Exists(path)) return path;
        }

        return null;
    }

    private static List<ProjectProperty> Read(string file, string name, string value)
    {
        var found = new List<ProjectProperty>();
        try
        {
            RegularFile.Require(file);
            string text = System.IO.File.ReadAllText(file);
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var map = new LineMap(text);
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != name || reader.IsEmptyElement) continue;
                if (reader.Read() && reader.NodeType == XmlNodeType.Text) found.Add(At(file, text, map, (IXmlLineInfo)reader, value));
            }
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            // MSBuild has read the file, or will say what is wrong with it: here only a line number is lost.
        }

        return found;
    }

    private static ProjectProperty At(string file, string text, LineMap map, IXmlLineInfo place, string value)
    {
        int start = map.Offset(place.LineNumber, place.LinePosition);
        int end = text.IndexOf('<', start);
        if (end < 0) end = text.Length;
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        var span = map.Span(start, end);
        return new ProjectProperty(file, span, span.Of(text) == value);
    }
}
