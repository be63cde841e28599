using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ReproBuild.Causes.Dotnet;

/// <summary>A target that, by its text, writes a file of a name.</summary>
/// <param name="Xml">The file that it stands in.</param>
/// <param name="Target">Its name.</param>
/// <param name="Task">The task that names the file.</param>
/// <param name="Rank">How sure that is: 0 writes, 1 may write, 2 copies, 3 names the file and no more.</param>
internal sealed record WritingTarget(ProjectXml Xml, string Target, XElement Task, int Rank)
{
    private static readonly HashSet<string> Writers = new(StringComparer.Ordinal)
    {
        "WriteLinesToFile", "Exec", "Touch", "DownloadFile", "WriteCodeFragment", "XmlPoke", "XslTransformation", "ZipDirectory", "GenerateResource",
    };

    /// <summary>The target that most likely writes a file; null where none names it.</summary>
    /// <param name="files">The files to look through, the nearest first.</param>
    /// <param name="name">The file's name, without folders.</param>
    public static WritingTarget? Find(IEnumerable<ProjectXml> files, string name) =>
        files.SelectMany(f => In(f, name)).MinBy(t => t.Rank);

    /// <summary>Who it is, in a few words.</summary>
    public string Words => Comparing.Printable.Escape(Rank < 3 ? $"target {Target} ({Task.Name.LocalName})" : $"target {Target}", 200);

    private static IEnumerable<WritingTarget> In(ProjectXml xml, string name)
    {
        var mention = Mention(xml, name);
        foreach (var target in xml.Elements("Target"))
        {
            string called = target.Attribute("Name")?.Value ?? "";
            foreach (var element in target.Elements())
            {
                bool task = element.Name.LocalName is not ("PropertyGroup" or "ItemGroup" or "OnError");
                foreach (var place in task ? [element] : element.Descendants())
                {
                    if (Texts(place).Any(mention.IsMatch)) yield return new WritingTarget(xml, called, place, Sureness(place, task));
                }
            }
        }
    }

    private static int Sureness(XElement element, bool task) =>
        !task ? 3 : Writers.Contains(element.Name.LocalName) ? 0 : element.Name.LocalName is "Copy" or "Move" or "Message" or "Delete" ? 2 : 1;

    private static IEnumerable<string> Texts(XElement element) =>
        element.Attributes().Where(a => a.Name.LocalName != "Condition").Select(a => a.Value).Append(element.HasElements ? "" : element.Value);

    // By its name, or by a property whose value ends with it.
    private static Regex Mention(ProjectXml xml, string name)
    {
        string literal = Literal(name);
        var direct = new Regex(literal, RegexOptions.CultureInvariant);
        var properties = xml.Elements("PropertyGroup").SelectMany(g => g.Elements()).Where(p => direct.IsMatch(p.Value))
            .Select(p => Regex.Escape($"$({p.Name.LocalName})")).Distinct();
        return new Regex(string.Join('|', properties.Prepend(literal)), RegexOptions.CultureInvariant);
    }

    private static string Literal(string name) => $@"(?<![\w.-]){Regex.Escape(name)}(?![\w-]|\.\w)";
}
