namespace ReproBuild.Reporting;

/// <summary>Turns paths of this machine into what a report may show.</summary>
internal sealed class ReportPaths
{
    private readonly string? _base;

    /// <param name="baseFolder">The folder that paths are shown from; null where there is none.</param>
    public ReportPaths(string? baseFolder) =>
        _base = baseFolder is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(baseFolder));

    /// <summary>A path from the base folder, with <c>/</c>; of one that lies elsewhere the last part.</summary>
    public string Show(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(path);
        if (_base is not null && full.StartsWith(_base + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return full[(_base.Length + 1)..].Replace('\\', '/');
        string name = Path.GetFileName(full);
        return name.Length > 0 ? name : full;
    }

    /// <summary>A text without the base folder and without the folders of some files.</summary>
    /// <param name="text">A message that may name files of this machine.</param>
    /// <param name="files">Their paths; null where there is none.</param>
    public string In(string text, params IEnumerable<string?> files)
    {
        foreach (string file in files.OfType<string>().OrderByDescending(f => f.Length)) text = text.Replace(file, Show(file), StringComparison.Ordinal);
        return _base is null ? text : text.Replace(_base + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }
}
