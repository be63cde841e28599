namespace ReproBuild.Comparing;

/// <summary>Which rights the files of two layers have, those of all files of a side together; folders, links and devices aside.</summary>
/// <param name="Left">The bits of modes, at most 0777, that some file on the left has.</param>
/// <param name="Right">Those on the right.</param>
internal readonly record struct FileRights(int Left, int Right)
{
    private const int All = 0x1FF;

    /// <summary>What an entry adds on its side.</summary>
    public static int Of(Archives.TarEntry? entry) => entry is { Type: Archives.TarEntryType.File or Archives.TarEntryType.SparseFile } ? entry.Mode & All : 0;
}
