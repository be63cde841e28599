using System.Text;

namespace ReproBuild.Dockerfiles;

/// <summary>Walks over the lines of a text as BuildKit's scanner does, including the longest line that it takes.</summary>
internal sealed class PhysicalLines(string text)
{
    /// <summary>BuildKit's scanner holds 65,536 bytes: a line with its line feed, or one byte less at the end of the file.</summary>
    public const int MaxBytes = 65_536;

    /// <summary>The first character of the line.</summary>
    public int Start { get; private set; }

    /// <summary>Behind the last character that is no carriage return or line feed.</summary>
    public int End { get; private set; }

    /// <summary>Behind the line break: where the next line starts.</summary>
    public int Next { get; private set; }

    /// <summary>The number of the line, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the walk stopped at a line that is longer than BuildKit takes; it is the line after <see cref="Number"/>.</summary>
    public bool TooLong { get; private set; }

    public bool MoveNext()
    {
        if (TooLong || Next >= text.Length) return false;

        int feed = text.IndexOf('\n', Next);
        int next = feed < 0 ? text.Length : feed + 1;
        if (IsTooLong(next, endsInFeed: feed >= 0))
        {
            TooLong = true;
            return false;
        }

        Start = Next;
        Next = next;
        End = next;
        while (End > Start && text[End - 1] is '\r' or '\n') End--;
        Number++;
        return true;
    }

    private bool IsTooLong(int next, bool endsInFeed)
    {
        int limit = endsInFeed ? MaxBytes : MaxBytes - 1;
        int length = next - Next;
        return length * 3L > limit && (length > limit || Encoding.UTF8.GetByteCount(text.AsSpan(Next, length)) > limit);
    }
}
