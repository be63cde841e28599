using System.Globalization;
using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Texts;

/// <summary>Finds times.</summary>
internal static class TimeScanner
{
    // Numbers, so that a JSON file stays one.
    private const string EpochMask = "1000000000", MillisecondsMask = "1000000000000";

    private static readonly string[] Forms = ["mask", "iso", "isodate", "compact", "rfc", "date", "local", "cdate", "clock", "epoch"];

    /// <summary>All times of a content, in rising order.</summary>
    public static List<TimeToken> Scan(ReadOnlyMemory<byte> content)
    {
        var tokens = new List<TimeToken>();
        if (!MayHoldTimes(content.Span)) return tokens;
        foreach (var (start, match) in TextScan.Find(content, TimePatterns.All))
        {
            string form = Forms.First(f => match.Groups[f].Success);
            if (Read(form, start, match) is not { } token) continue;
            if (tokens.Count == TextScan.MaxTokens) throw TextScan.TooMany("times");
            tokens.Add(token);
        }

        return tokens;
    }

    // Most contents hold none, and are told from others a hundred times faster than a pattern could: every form has a clock (5:2), a year before
    // a dash, a slash or after a blank, or eight digits in a row.
    private static bool MayHoldTimes(ReadOnlySpan<byte> content)
    {
        for (int at = 0; content[at..].IndexOfAnyInRange((byte)'0', (byte)'9') is >= 0 and int found;)
        {
            int start = at + found, length = content[start..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (length < 0) length = content.Length - start;
            at = start + length;
            if (length >= 8 || length == 4 && start > 0 && content[start - 1] == ' ') return true;
            bool more = at + 1 < content.Length && char.IsAsciiDigit((char)content[at + 1]);
            if (more && (content[at] == ':' || length == 4 && content[at] is (byte)'-' or (byte)'/')) return true;
        }

        return content.IndexOf("<build-time:"u8) >= 0;
    }

    private static TimeToken? Read(string form, int start, Match match)
    {
        string text = match.Value;
        switch (form)
        {
            case "mask": return new TimeToken(start, text, TimeForm.Mask, default, text, text);
            case "epoch": return Epoch(start, match);
            case "clock": return new TimeToken(start, text, TimeForm.Clock, new DateTimeOffset(DateOnly.MinValue, Time(match), TimeSpan.Zero), "<build-time:clock>", Fixed(form, match));
        }

        if (!match.Groups["y"].Success) return null;
        int month = match.Groups["mn"].Success ? TimePatterns.MonthNumber(match.Groups["mn"].Value) : Number(match, "mo");
        int year = Number(match, "y"), day = Number(match, "d");
        if (day > DateTime.DaysInMonth(year, month)) return null;

        bool dateOnly = form == "isodate" || form == "cdate" && !match.Groups["h"].Success;
        var moment = new DateTimeOffset(new DateOnly(year, month, day), dateOnly ? default : Time(match), Offset(match.Groups["z"].Value));
        string detail = string.Concat(match.Groups["sep"].Value, match.Groups["t"].Value, match.Groups["f"].Success ? "." : "", match.Groups["p"].Success ? "12" : "", match.Groups["z"].Value);
        return new TimeToken(start, text, dateOnly ? TimeForm.Date : TimeForm.Full, moment, $"<build-time:{form}{detail}>", Fixed(form, match));
    }

    private static TimeToken Epoch(int start, Match match)
    {
        string digits = match.Groups["n"].Value;
        long number = long.Parse(digits, CultureInfo.InvariantCulture);
        var moment = digits.Length == 10 ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number);
        string mask = digits.Length == 10 ? EpochMask : MillisecondsMask;
        return new TimeToken(start, match.Value, TimeForm.Epoch, moment, match.Groups["f"].Success ? mask + ".0" : mask, Fixed("epoch", match));
    }

    // The first of January 2000, a Saturday, written as long as the time that it stands for.
    private static string? Fixed(string form, Match match)
    {
        if (form == "local" || match.Groups["mn"] is { Success: true, Length: not 3 }) return null;
        char[] text = match.Value.ToCharArray();
        if (form is "rfc" or "date")
        {
            if (!char.IsAsciiLetter(text[2]) || char.IsAsciiLetter(text[3])) return null;
            "Sat".CopyTo(text);
        }

        void Put(string group, string value)
        {
            if (match.Groups[group] is { Success: true } found) value.CopyTo(text.AsSpan(found.Index - match.Index));
        }

        Put("y", "2000");
        Put("mo", "01");
        Put("mn", "Jan");
        Put("d", match.Groups["d"].Length == 1 ? "1" : match.Groups["d"].Value.StartsWith(' ') ? " 1" : "01");
        Put("h", match.Groups["p"].Success ? "12" : "00");
        Put("p", "AM");
        Put("mi", "00");
        Put("s", "00");
        if (match.Groups["f"] is { Success: true } fraction) text.AsSpan(fraction.Index - match.Index + 1, fraction.Length - 1).Fill('0');
        Put("n", match.Groups["n"].Length == 10 ? EpochMask : MillisecondsMask);
        return new string(text);
    }

    private static TimeOnly Time(Match match)
    {
        int hour = Number(match, "h");
        if (match.Groups["p"].Success) hour = hour % 12 + (match.Groups["p"].Value == "PM" ? 12 : 0);

        // A leap second has no name here; the one before will do.
        return new TimeOnly(hour, Number(match, "mi"), match.Groups["s"].Success ? Math.Min(59, Number(match, "s")) : 0);
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);

    // Names of zones are many; the window of plausible times is wider than any of them.
    private static TimeSpan Offset(string zone)
    {
        if (zone.Length < 3 || zone[0] is not ('+' or '-')) return TimeSpan.Zero;
        int hours = int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture);
        int minutes = zone.Length > 4 ? int.Parse(zone.AsSpan(zone.Length - 2), CultureInfo.InvariantCulture) : 0;
        var offset = new TimeSpan(hours, minutes, 0);
        return offset > TimeSpan.FromHours(14) || minutes > 59 ? TimeSpan.Zero : zone[0] == '-' ? -offset : offset;
    }
}
