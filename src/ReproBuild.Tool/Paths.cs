using System.CommandLine.Parsing;

namespace ReproBuild.Tool;

/// <summary>What paths on the command line must be.</summary>
internal static class Paths
{
    /// <summary>Refuses an empty path, as an unset variable of a script gives it.</summary>
    public static void NotEmpty(SymbolResult result)
    {
        if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value))) result.AddError("A path is empty.");
    }

    /// <summary>Refuses also a root, which cannot be a file.</summary>
    public static void File(SymbolResult result)
    {
        NotEmpty(result);
        foreach (var token in result.Tokens.Where(t => !string.IsNullOrWhiteSpace(t.Value) && Path.GetDirectoryName(Path.GetFullPath(t.Value)) is null))
            result.AddError($"\"{token.Value}\" is a root folder and no file.");
    }
}
