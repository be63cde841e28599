using ReproBuild.Comparing;

namespace ReproBuild.Causes.Dotnet;

/// <summary>Tells who wrote a file of a published .NET application: the project, a package, or a target, and where that stands.</summary>
/// <remarks>
/// Where a file was copied from is known from the build itself. Which target wrote it is read from the text of the project, of what it imports from
/// the source, and of its packages: a target that gives the file's name to a task. Nothing is built or evaluated for that.
/// </remarks>
/// <param name="application">What is known of the application.</param>
public sealed class DotnetBlame(DotnetApplication application)
{
    private static readonly (string Ending, string Target)[] SdkTargets =
    [
        (".staticwebassets.endpoints.json", "GenerateStaticWebAssetsPublishManifest"),
        (".deps.json", "GeneratePublishDependencyFile"),
        (".runtimeconfig.json", "GenerateBuildRuntimeConfigurationFiles"),
        (".staticwebassets.runtime.json", "GenerateStaticWebAssetsManifest"),
    ];

    // Names beyond these are not looked for in targets: each costs a walk through all of them.
    private const int MaxSearched = 500;

    private readonly IReadOnlyList<ProjectXml> _projects = ProjectXml.WithImports([application.ProjectFile, .. application.RelatedFiles]);
    private readonly Lazy<RestoredPackages> _packages = new(() => RestoredPackages.Load(application.AssetsFile));
    private readonly Dictionary<string, FileOrigin?> _known = new(StringComparer.Ordinal);
    private (string Id, string Words, ProjectXml Xml)[]? _packageFiles;
    private int _searched;

    private string Project => $"project {Printable.Escape(Path.GetFileName(application.ProjectFile))}";

    /// <summary>Where the project itself sets what a remedy sets otherwise, that line is blamed.</summary>
    /// <param name="diagnosis">A diagnosis whose <see cref="DiagnosisOptions.OriginOf"/> was <see cref="Of"/>.</param>
    public Diagnosis Refine(Diagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return diagnosis with { Findings = [.. diagnosis.Findings.Select(Refine)] };
    }

    /// <summary>Who wrote a file.</summary>
    /// <param name="path">The file's path in the image.</param>
    /// <returns>Null for what is no file of the application.</returns>
    public FileOrigin? Of(string path)
    {
        string clean = ImagePath.Clean(path), folder = application.Published.Folder;
        if (folder.Length > 0 && !clean.StartsWith(folder + "/", StringComparison.Ordinal)) return null;

        string own = folder.Length == 0 ? clean : clean[(folder.Length + 1)..];
        if (!_known.TryGetValue(own, out var origin)) _known[own] = origin = Find(own);
        return origin;
    }

    private Finding Refine(Finding finding) =>
        finding.Origin is { Line: 0 } origin && origin.File == application.ProjectFile && SetBy(finding.Remedy?.Paste) is { } line
            ? finding with { Origin = line with { Words = origin.Words } }
            : finding;

    private FileOrigin? Find(string path)
    {
        string name = ImagePath.Name(path);
        if (!application.Published.Files.TryGetValue(path, out var file))
            return IsFolder(path) ? null : IsHost(path) ? SingleFile() : Target(name) ?? new FileOrigin("a target that wrote it straight into the publish folder; which one, the project files do not tell");
        if (file.Package.Length > 0) return Package($"package {Printable.Escape($"{file.Package} {file.Version}", 200)}", file.Package);
        if (file.Project.Length > 0 && file.Project != application.ProjectFile) return new FileOrigin($"project reference {Printable.Escape(Path.GetFileName(file.Project))}", file.Project);
        if (IsOwnAssembly(path, name)) return new FileOrigin(Project, application.ProjectFile);
        if (Target(name) is { Line: > 0 } target) return target;

        foreach (var (ending, made) in SdkTargets)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal)) return new FileOrigin($"target {made} of the .NET SDK", application.ProjectFile);
        }

        if (path.StartsWith("wwwroot/_framework/", StringComparison.Ordinal)) return new FileOrigin("the Blazor WebAssembly targets of the .NET SDK", application.ProjectFile);
        if (IsHost(name))
            return new FileOrigin("target _CreateAppHost of the .NET SDK", application.ProjectFile);
        return IsMade(file.Source)
            ? new FileOrigin("a target that made it during the build; which one, the project files do not tell", application.ProjectFile)
            : new FileOrigin($"the project's own file {Printable.Escape(Path.GetFileName(file.Source))}, which was copied", file.Source);
    }

    private bool IsOwnAssembly(string path, string name)
    {
        string assembly = application.Published.AssemblyName;
        return name == assembly + ".resources.dll" && path != name || path == name && Path.GetFileNameWithoutExtension(name) == assembly && Path.GetExtension(name) is ".dll" or ".pdb" or ".xml";
    }

    private bool IsHost(string path) => path == application.Published.AssemblyName || path == application.Published.AssemblyName + ".exe";

    // The list of published files has no line for what the SDK puts all of them into.
    private FileOrigin SingleFile() => new("target GenerateSingleFileBundle of the .NET SDK, which puts the application into one file", application.ProjectFile);

    private bool IsFolder(string path) => application.Published.Files.Keys.Any(f => f.StartsWith(path + "/", StringComparison.Ordinal));

    // A copy of the source was built: what lies in the source now was there before.
    private static bool IsMade(string source) => !File.Exists(source) || source.Contains("/obj/", StringComparison.Ordinal) || source.Contains("/bin/", StringComparison.Ordinal);

    private FileOrigin? Target(string name)
    {
        if (++_searched > MaxSearched) return null;

        var own = WritingTarget.Find(_projects, name);
        if (own is { Rank: 0 }) return own.Xml.At(own.Task, own.Words);

        var foreign = PackageFiles.Select(p => (Package: p, Target: WritingTarget.Find([p.Xml], name))).Where(f => f.Target is not null).ToArray();
        if (foreign.Length == 0 || own?.Rank <= foreign.Min(f => f.Target!.Rank)) return own?.Xml.At(own.Task, own.Words);

        var (package, target) = foreign.MinBy(f => f.Target!.Rank);
        var place = target!.Xml.At(target.Task, "");
        return Package($"{target.Words} of package {package.Words} ({Path.GetFileName(place.File)}, line {place.Line})", package.Id);
    }

    // Whoever wants to mend it looks at the line that brought the package in.
    private FileOrigin Package(string words, string id)
    {
        var references = _projects.SelectMany(p => p.Elements("PackageReference").Select(e => (Xml: p, Element: e, Id: e.Attribute("Include")?.Value ?? ""))).ToArray();
        if (references.FirstOrDefault(r => r.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) is { Xml: not null } direct) return direct.Xml.At(direct.Element, words);

        string? bringer = _packages.Value.Bringers(id, references.Select(r => r.Id)).FirstOrDefault();
        return references.FirstOrDefault(r => r.Id == bringer) is { Xml: not null } through
            ? through.Xml.At(through.Element, $"{words}, which package {Printable.Escape(through.Id, 100)} brings in")
            : new FileOrigin(words, application.ProjectFile);
    }

    private FileOrigin? SetBy(string? paste)
    {
        if (paste is null || !paste.StartsWith('<') || paste.IndexOfAny(['>', ' ', '/']) is not (> 1 and int end)) return null;
        return _projects.SelectMany(p => p.Elements(paste[1..end]).Select(e => p.At(e, ""))).FirstOrDefault();
    }

    private (string Id, string Words, ProjectXml Xml)[] PackageFiles => _packageFiles ??=
        [.. _packages.Value.BuildFiles.Select(b => (b.Id, Words: Printable.Escape(b.Words, 200), Xml: ProjectXml.Load(b.File))).Where(b => b.Xml is not null).Select(b => (b.Id, b.Words, b.Xml!))];
}
