namespace ReproBuild.Causes;

/// <summary>The names by which a layer hides what earlier ones hold. OCI image specification, <c>layer.md</c>, "Whiteouts".</summary>
internal static class Whiteout
{
    private const string Prefix = ".wh.", OpaqueName = ".wh..wh..opq";

    /// <summary>Whether an entry is a whiteout, of a name or of all of a folder.</summary>
    public static bool Is(string path) => ImagePath.Name(path).StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether an entry hides all that earlier layers have in its folder.</summary>
    public static bool IsOpaque(string path) => ImagePath.Name(path) == OpaqueName;

    /// <summary>The whiteout of a path.</summary>
    public static string Of(string path) => In(Folder(path), Prefix + ImagePath.Name(path));

    /// <summary>The whiteout of all of a folder.</summary>
    public static string Opaque(string folder) => In(folder, OpaqueName);

    /// <summary>What a whiteout of a name hides.</summary>
    public static string Hidden(string whiteout) => In(Folder(whiteout), ImagePath.Name(whiteout)[Prefix.Length..]);

    /// <summary>The folder of a path; empty for the root.</summary>
    public static string Folder(string path) => path.LastIndexOf('/') is >= 0 and int slash ? path[..slash] : "";

    private static string In(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
