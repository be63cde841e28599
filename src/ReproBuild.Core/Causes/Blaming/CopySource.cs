using System.Globalization;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Causes.Blaming;

/// <summary>What a <c>COPY --from</c> copies.</summary>
/// <param name="Copy">The instruction.</param>
/// <param name="From">What stands behind <c>--from=</c>.</param>
/// <param name="Stage">The stage; null where it is an image, a named context, or not known.</param>
internal sealed record CopySource(Instruction Copy, string From, Stage? Stage)
{
    /// <summary>Reads the instruction at a line.</summary>
    /// <returns>Null where there is none, or it is no <c>COPY --from</c>.</returns>
    public static CopySource? At(Dockerfile dockerfile, int line)
    {
        int stage = dockerfile.Stages.ToList().FindIndex(s => s.Instructions.Any(i => i.Line == line));
        if (stage < 0) return null;

        var copy = dockerfile.Stages[stage].Instructions.First(i => i.Line == line);
        if (copy.Keyword != "COPY" || copy.Flag("from") is not { Length: > 0 } from) return null;

        // The last of that name before it; a number counts from 0. Dockerfile reference, "COPY --from".
        var earlier = dockerfile.Stages.Take(stage).ToArray();
        var named = earlier.LastOrDefault(s => from.Equals(s.Name, StringComparison.OrdinalIgnoreCase));
        bool isNumber = int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out int index);
        return new CopySource(copy, from, named ?? (isNumber && index < earlier.Length ? earlier[index] : null));
    }

    /// <summary>Where a file of the destination may lie in the stage.</summary>
    /// <param name="path">The file's path in the destination, as <see cref="ImagePath.Clean"/> gives it.</param>
    public IReadOnlyList<string> SourcesOf(string path)
    {
        if (Copy.Arguments.Count < 2) return [];
        string destination = ImagePath.Clean(Copy.Arguments[^1].Text);
        if (destination is "." or "") destination = "";

        var sources = new List<string>();
        foreach (string source in Copy.Arguments.Take(Copy.Arguments.Count - 1).Select(a => ImagePath.Clean(a.Text)))
        {
            // A file under another name; a file into a folder; a folder's contents. Relative destinations begin at a WORKDIR that is not looked up.
            sources.Add(source);
            foreach (string rest in Rests(path, destination)) sources.Add(source.Length == 0 ? rest : $"{source}/{rest}");
        }

        return sources;
    }

    private static IEnumerable<string> Rests(string path, string destination)
    {
        if (destination.Length == 0) yield return path;
        else if (path.StartsWith(destination + "/", StringComparison.Ordinal)) yield return path[(destination.Length + 1)..];
        else
        {
            int at = path.IndexOf("/" + destination + "/", StringComparison.Ordinal);
            if (at >= 0) yield return path[(at + destination.Length + 2)..];
            else if (path.LastIndexOf('/') is >= 0 and int slash) yield return path[(slash + 1)..];
        }
    }
}
