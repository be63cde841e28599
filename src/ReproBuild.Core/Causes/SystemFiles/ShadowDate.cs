using System.Globalization;
using System.Text;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>The list of passwords says on which day each was last changed: for a user that the build creates, today. shadow(5).</summary>
internal sealed class ShadowDate : ContentCause
{
    // A number of days that is a date of our time: 2000 to 2100. Others mean something (0: change it now).
    private const int First = 10957, Last = 47482;

    public override string Id => "shadow-date";

    public override string Code => "REPRO5405";

    public override string Title => "Days of password changes";

    public override CanonicalPair? Match(ContentPair pair)
    {
        if (pair.Path is not ("etc/shadow" or "etc/shadow-")) return null;

        var (left, leftUser) = Masked(pair.Left, pair.Right);
        var (right, rightUser) = Masked(pair.Right, pair.Left);
        if ((leftUser ?? rightUser) is not { } user) return null;
        return new CanonicalPair(
            Encoding.Latin1.GetBytes(left), Encoding.Latin1.GetBytes(right),
            $"{pair.ShownPath} holds the day on which {Comparing.Printable.Escape(user.Name)} was created: {user.Day} against {user.Other}");
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Let useradd see SOURCE_DATE_EPOCH, which shadow 4.9 and later honour; else set the day by hand (chage --lastday 0 asks for a new password, so give a day).",
        DockerfileLine.AndThen(context.Instruction, "sed -i -E 's/^([^:]*:[^:]*):[0-9]{5}:/\\1:19000:/' /etc/shadow"));

    // The other side is read for the sentence alone.
    private static (string Text, (string Name, string Day, string Other)? User) Masked(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> otherContent)
    {
        string[] lines = Encoding.Latin1.GetString(content.Span).Split('\n');
        string[] others = Encoding.Latin1.GetString(otherContent.Span).Split('\n');
        (string, string, string)? user = null;
        for (int i = 0; i < lines.Length; i++)
        {
            string[] fields = lines[i].Split(':');
            if (fields.Length != 9 || !IsDay(fields[2])) continue;

            if (user is null && others.Select(l => l.Split(':')).FirstOrDefault(f => f.Length == 9 && f[0] == fields[0]) is { } other && other[2] != fields[2])
                user = (fields[0], fields[2], other[2].Length == 0 ? "none" : Comparing.Printable.Escape(other[2], 20));
            fields[2] = "day";
            lines[i] = string.Join(':', fields);
        }

        return (string.Join('\n', lines), user);
    }

    private static bool IsDay(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int day) && day is >= First and <= Last;
}
