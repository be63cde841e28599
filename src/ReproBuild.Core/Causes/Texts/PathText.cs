using System.Buffers;
using System.Text;

namespace ReproBuild.Causes.Texts;

/// <summary>Paths in bytes of any kind.</summary>
internal static class PathText
{
    private static readonly SearchValues<byte> Inside = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-+@~/"u8);

    /// <summary>The folders in which the first two paths that differ part, and what follows both; null where no path differs first.</summary>
    public static (string Left, string Right, string Behind)? FirstPair(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int at = left.CommonPrefixLength(right), start = at;
        while (start > 0 && at - start < 4096 && Inside.Contains(left[start - 1])) start--;
        var (l, r) = (Path(left, start), Path(right, start));
        int root = RootOf(l);
        if (root < 0 || root != RootOf(r)) return null;
        (l, r) = (l[root..], r[root..]);

        string[] a = l.Split('/'), b = r.Split('/');
        int common = 0;
        while (common < Math.Min(a.Length, b.Length) - 2 && a[^(common + 1)] == b[^(common + 1)]) common++;

        // Two files of one folder are no two folders: the same name must follow.
        return common == 0 || a[^1].Length == 0 && common == 1 ? null : (string.Join('/', a[..^common]), string.Join('/', b[..^common]), string.Join('/', a[^common..]));
    }

    /// <summary>How often a folder stands in a content, as a whole.</summary>
    public static int Count(ReadOnlySpan<byte> content, ReadOnlySpan<byte> folder)
    {
        int count = 0;
        for (int at = 0; (at = Next(content, folder, at)) >= 0; at += folder.Length) count++;
        return count;
    }

    /// <summary>The content with the folder replaced wherever it stands as a whole.</summary>
    public static byte[] Replace(ReadOnlySpan<byte> content, ReadOnlySpan<byte> folder, string with)
    {
        var places = new List<Replacement>();
        for (int at = 0; (at = Next(content, folder, at)) >= 0; at += folder.Length)
        {
            if (places.Count == TextScan.MaxTokens) throw TextScan.TooMany("places of one folder");
            places.Add(new Replacement(at, folder.Length, with));
        }

        return Replacement.Apply(content, places);
    }

    private static int Next(ReadOnlySpan<byte> content, ReadOnlySpan<byte> folder, int from)
    {
        while (true)
        {
            int found = content[from..].IndexOf(folder);
            if (found < 0) return -1;
            int at = from + found, end = at + folder.Length;
            if (end == content.Length || content[end] == '/' || !Inside.Contains(content[end])) return at;
            from = at + 1;
        }
    }

    // -I/tmp/x and file:///tmp/x hold absolute paths, lib/x does not.
    private static int RootOf(string word)
    {
        int slash = word.IndexOf('/');
        if (slash < 0 || slash > 0 && word[0] != '-') return -1;
        while (slash + 1 < word.Length && word[slash + 1] == '/') slash++;
        return slash;
    }

    private static string Path(ReadOnlySpan<byte> content, int start)
    {
        var rest = content[start..Math.Min(content.Length, start + 4096)];
        int end = rest.IndexOfAnyExcept(Inside);
        return Encoding.Latin1.GetString(end < 0 ? rest : rest[..end]);
    }
}
