namespace ReproBuild.Dockerfiles;

/// <summary>A stretch of a text file, exact to the character.</summary>
/// <param name="Offset">The first character, in UTF-16 units from the start of the text.</param>
/// <param name="Length">How many UTF-16 units; line breaks and whatever lies between are counted.</param>
/// <param name="Line">The line of the first character, from 1.</param>
/// <param name="Column">The column of the first character, from 1; a byte order mark has none.</param>
/// <param name="EndLine">The line of the last character, from 1.</param>
public readonly record struct SourceSpan(int Offset, int Length, int Line, int Column, int EndLine)
{
    /// <summary>The offset behind the last character.</summary>
    public int End => Offset + Length;

    /// <summary>The characters of the span.</summary>
    /// <param name="text">The text that the span was taken from.</param>
    public string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Substring(Offset, Length);
    }
}
