using ReproBuild.Dockerfiles;

namespace ReproBuild.Pinning;

internal sealed partial class ImageUseFinder
{
    /// <summary>The last <c>from</c> of a <c>--mount</c>.</summary>
    private static string? MountSource(string mount)
    {
        if (!mount.Contains("from=", StringComparison.OrdinalIgnoreCase)) return null;

        string? source = null;
        foreach (string field in Csv.Split(mount) ?? [])
        {
            if (field.StartsWith("from=", StringComparison.OrdinalIgnoreCase)) source = field["from=".Length..];
        }

        return source;
    }

    /// <summary>Where the name stands within the flag; the flag's value where quotes or escapes hide it.</summary>
    private SourceSpan PlaceOf(InstructionFlag flag, string name)
    {
        string written = flag.ValueSpan.Of(dockerfile.Text);
        int index = flag.Name == "mount" ? IndexInMount(written, name) : written.IndexOf(name, StringComparison.Ordinal);
        return index < 0 ? flag.ValueSpan
            : dockerfile.Map.Span(flag.ValueSpan.Offset + index, flag.ValueSpan.Offset + index + name.Length);
    }

    private static int IndexInMount(string written, string name)
    {
        int key = written.LastIndexOf("from=" + name, StringComparison.OrdinalIgnoreCase);
        return key >= 0 && string.CompareOrdinal(written, key + 5, name, 0, name.Length) == 0 ? key + 5 : -1;
    }

    private SourceSpan? Literally(SourceSpan place, string text) => place.Of(dockerfile.Text) == text ? place : null;
}
