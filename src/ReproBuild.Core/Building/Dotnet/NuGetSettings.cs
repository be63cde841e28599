using System.Xml;
using System.Xml.Linq;
using ReproBuild.Diagnostics;

namespace ReproBuild.Building.Dotnet;

/// <summary>
/// Keeps relative folders in a staged <c>NuGet.config</c> true. A local feed often is an ignored folder, which the stage lacks.
/// </summary>
internal static class NuGetSettings
{
    private static readonly string[] PathKeys = ["globalPackagesFolder", "repositoryPath"];

    /// <summary>Makes relative paths of a staged file absolute, where they name something beside the original and not in the stage.</summary>
    /// <param name="original">The file as the user has it; absolute.</param>
    /// <param name="staged">Its copy; absolute.</param>
    /// <exception cref="ReproException">REPRO1011: the file cannot be read, or is not XML.</exception>
    public static void Anchor(string original, string staged)
    {
        XDocument document;
        try
        {
            RegularFile.Require(original);
            document = XDocument.Load(original);
        }
        catch (XmlException e)
        {
            throw new ReproException(new Diagnostic(DiagnosticCodes.UnreadableInput,
                $"NuGet cannot read its settings: {e.Message}", Severity.Error, original, e.LineNumber, e.LinePosition), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReproException(new Diagnostic(DiagnosticCodes.UnreadableInput,
                $"NuGet cannot read its settings {original}: {e.Message}", Severity.Error, original), e);
        }

        bool changed = false;
        foreach (var add in document.Descendants("add").Where(IsPath))
        {
            if (add.Attribute("value") is not { } value || !Uri.TryCreate(value.Value, UriKind.Relative, out _)) continue;
            if (Path.IsPathRooted(value.Value) || value.Value.Contains('%', StringComparison.Ordinal)) continue;
            string target = Path.GetFullPath(value.Value.Replace('\\', '/'), Path.GetDirectoryName(original)!);
            string inStage = Path.GetFullPath(value.Value.Replace('\\', '/'), Path.GetDirectoryName(staged)!);
            if (!Directory.Exists(target) || HasFiles(inStage)) continue;
            value.Value = target;
            changed = true;
        }
        if (changed) document.Save(staged);
    }

    private static bool IsPath(XElement add) =>
        add.Parent?.Name.LocalName is "packageSources" or "fallbackPackageFolders"
        || PathKeys.Contains(add.Attribute("key")?.Value, StringComparer.OrdinalIgnoreCase);

    private static bool HasFiles(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.nupkg", SearchOption.AllDirectories).Any();
}
