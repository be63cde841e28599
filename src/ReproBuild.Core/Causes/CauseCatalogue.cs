namespace ReproBuild.Causes;

/// <summary>All causes that are looked for. Adding a cause is adding one file, and a line in the list of its kind.</summary>
/// <remarks>The order counts: the more special comes first, and what masks text comes last.</remarks>
public sealed partial class CauseCatalogue
{
    private CauseCatalogue(IReadOnlyList<DifferenceCause> differences, IReadOnlyList<ContentCause> contents, IReadOnlyList<ContainerFormat> containers)
    {
        (Differences, Contents, Containers) = (differences, contents, containers);
        All =
        [
            .. differences.Cast<ICause>().Concat(contents).Concat(containers.Select(c => c.MetadataCause))
                .DistinctBy(c => c.Id).OrderBy(c => c.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>The whole catalogue.</summary>
    public static CauseCatalogue Default { get; } = new(
        [.. DotnetFields(), .. Envelope(), .. SystemFiles(), .. LanguageFiles(), .. Metadata()],
        [.. SystemContents(), .. Languages(), .. Dotnet(), .. Texts()],
        [.. DotnetFormats(), .. Formats()]);

    /// <summary>Causes that show in a difference itself.</summary>
    public IReadOnlyList<DifferenceCause> Differences { get; }

    /// <summary>Causes that show in contents.</summary>
    public IReadOnlyList<ContentCause> Contents { get; }

    /// <summary>Formats that hold other contents.</summary>
    public IReadOnlyList<ContainerFormat> Containers { get; }

    /// <summary>Every cause once, by code.</summary>
    public IReadOnlyList<ICause> All { get; }
}
