using System.Text.RegularExpressions;

namespace ReproBuild.Causes.Texts;

/// <summary>The forms in which programs write times.</summary>
internal static partial class TimePatterns
{
    private const string Year = "(?<y>[12][0-9]{3})", Month = "(?<mo>0[1-9]|1[0-2])", Day = "(?<d>0[1-9]|[12][0-9]|3[01])";
    private const string Hour = "(?<h>[01][0-9]|2[0-3])", Minute = "(?<mi>[0-5][0-9])", Second = "(?<s>[0-5][0-9]|60)";
    private const string Clock = Hour + ":" + Minute + ":" + Second;
    private const string Zone = "(?<z>Z|UTC|GMT|[A-Z]{3,4}(?![A-Za-z])|[+-][0-9]{2}(?::?[0-9]{2})?)";

    // English, German, French, Spanish, in UTF-8 read as Latin-1.
    private const string MonthName =
        "(?<mn>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|M\u00c3\u00a4r|Mai|Okt|Dez|janv\\.|f\u00c3\u00a9vr\\.|mars|avril|mai|juin|juil\\.|ao\u00c3\u00bbt|sept\\.|oct\\.|nov\\.|d\u00c3\u00a9c\\.|ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)";

    private const string WeekDay =
        "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Mo|Di|Mi|Do|Fr|Sa|So|lun\\.?|mar\\.?|mer\\.|jeu\\.|ven\\.|sam\\.|dim\\.|mi\u00c3\u00a9|jue|vie|s\u00c3\u00a1b|dom)";

    private const string AnyDay = "(?<d>0[1-9]|[12][0-9]|3[01]| ?[1-9])";

    /// <summary>All of them. The name of the group that matched is that of the form.</summary>
    public static Regex All => Pattern();

    // Most places in a content are in the middle of a word or number, and are left at once.
    [GeneratedRegex(
        // What a canonical form holds already.
        "(?<mask><build-time:[^<>]{1,40}>)|(?<![0-9])(?=[0-9])(?:"
        // 2026-11-22T17:10:55.123Z, 2026/11/22 17:10:55
        + "(?<iso>" + Year + "(?<sep>[-/])" + Month + "\\k<sep>" + Day + "(?<t>[T ])" + Hour + ":" + Minute + "(?::" + Second + "(?<f>[.,][0-9]{1,9})?)?(?: ?" + Zone + ")?(?![0-9]))"
        + "|(?<isodate>(?<!-)" + Year + "-" + Month + "-" + Day + "(?![0-9-]))"
        // 20261122T171055Z, 20261122171055
        + "|(?<compact>(?<![A-Za-z])" + Year + Month + Day + "(?<t>[T_-]?)" + Hour + Minute + Second + "(?<z>Z?)(?![0-9A-Za-z]))"
        + "|(?<clock>(?<![:.])" + Clock + "(?![0-9:.]))"
        // 1795367455, 1795367455.123, 1795367455123
        + "|(?<epoch>(?<![A-Za-z_]|[0-9][.,])(?<n>[1-4][0-9]{9}(?:[0-9]{3})?)(?<f>\\.[0-9]{1,9})?(?![0-9A-Za-z_]|\\.[0-9])))"
        + "|(?<![A-Za-z])(?=[A-Za-z])(?:"
        // Sun, 22 Nov 2026 17:10:55 GMT
        + "(?<rfc>" + WeekDay + ", " + AnyDay + " " + MonthName + " " + Year + " " + Clock + "(?: " + Zone + ")?(?![0-9]))"
        // Sun Nov 22 17:10:55 UTC 2026, Sun Nov 22 05:10:55 PM UTC 2026
        + "|(?<date>" + WeekDay + " " + MonthName + " " + AnyDay + " " + Clock + "(?: (?<p>[AP]M))?(?: " + Zone + ")? " + Year + "(?![0-9]))"
        // So 22. Nov 17:10:55 UTC 2026, dim. 22 nov. 2026 17:10:55 UTC
        + "|(?<local>" + WeekDay + " " + AnyDay + "\\.? " + MonthName + " (?:" + Year + " )?" + Clock + "(?: (?<p>[AP]M))?(?: " + Zone + "(?: (?<y>[12][0-9]{3}))?)?(?![0-9]))"
        // Nov 22 2026 17:10:55, Nov  2 2026: __DATE__
        + "|(?<cdate>" + MonthName + " " + AnyDay + ",? " + Year + "(?: " + Clock + ")?(?![0-9])))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    /// <summary>The number of a month, from 1, by its name in any of the languages.</summary>
    public static int MonthNumber(string name) => name.ToLowerInvariant()[..3] switch
    {
        "jan" or "ene" => 1,
        "feb" or "f\u00e3\u00a9" or "f\u00c3\u00a9" => 2,
        "mar" or "m\u00e3\u00a4" or "m\u00c3\u00a4" => 3,
        "apr" or "avr" or "abr" => 4,
        "may" or "mai" => 5,
        "jun" => 6,
        "jul" => 7,
        "aug" or "ago" or "ao\u00e3" or "ao\u00c3" => 8,
        "sep" => 9,
        "oct" or "okt" => 10,
        "nov" => 11,
        "dec" or "dez" or "dic" or "d\u00e3\u00a9" or "d\u00c3\u00a9" => 12,
        _ => name.StartsWith("juin", StringComparison.Ordinal) ? 6 : 7,
    };
}
