namespace ReproBuild.Dockerfiles;

/// <summary>The two notions of white space in BuildKit's parser.</summary>
internal static class Text
{
    /// <summary>What parts the words of the plain forms: ASCII only, unlike what is trimmed.</summary>
    public static bool IsSeparator(char c) => c is ' ' or '\t' or '\v' or '\f' or '\r';

    /// <summary>Narrows a stretch to what is not white space at its ends.</summary>
    public static (int Start, int End) Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return (start, end);
    }
}
