using System.Globalization;
using System.Text.RegularExpressions;

namespace ReproBuild.Dockerfiles;

/// <summary>What BuildKit asks of HEALTHCHECK.</summary>
internal static partial class HealthcheckRules
{
    public static string? Violation(Instruction i)
    {
        if (i.Arguments.Count == 0) return "HEALTHCHECK needs CMD or NONE.";

        string type = i.Arguments[0].Text.ToUpperInvariant();
        if (type == "NONE") return i.Arguments.Count > 1 ? "HEALTHCHECK NONE takes nothing behind it." : null;
        if (type != "CMD") return $"HEALTHCHECK takes CMD or NONE, not \"{i.Arguments[0].Text}\".";
        if (i.Arguments.Count == 1) return "HEALTHCHECK CMD needs a command.";

        foreach (var flag in i.Flags)
        {
            if (flag.Value is not { Length: > 0 } value) continue;
            if (flag.Name == "retries" ? !IsCount(value) : flag.Name is "interval" or "timeout" or "start-period" or "start-interval" && !IsDuration(value))
            {
                return flag.Name == "retries"
                    ? $"--retries takes a whole number from 0, not \"{value}\"."
                    : $"--{flag.Name} takes 0 or a duration of at least 1ms, such as 30s or 1m30s, not \"{value}\".";
            }
        }

        return null;
    }

    private static bool IsCount(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count) && count >= 0;

    private static bool IsDuration(string value)
    {
        if (value is "0" or "+0" or "-0") return true;

        var match = Duration().Match(value);
        if (!match.Success) return false;

        double nanoseconds = 0;
        for (int i = 0; i < match.Groups["number"].Captures.Count; i++)
        {
            string number = match.Groups["number"].Captures[i].Value;
            nanoseconds += double.Parse("0" + number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
                * Nanoseconds(match.Groups["unit"].Captures[i].Value);
        }

        bool negative = value[0] == '-';
        return nanoseconds < 1 || (!negative && nanoseconds is >= 1e6 and <= long.MaxValue);
    }

    private static double Nanoseconds(string unit) => unit switch
    {
        "ns" => 1,
        "ms" => 1e6,
        "s" => 1e9,
        "m" => 60e9,
        "h" => 3600e9,
        _ => 1e3,
    };

    // Go's notation for durations; both characters that stand for micro are taken.
    [GeneratedRegex(@"\A[-+]?(?:(?<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?<unit>ns|us|\u00b5s|\u03bcs|ms|s|m|h))+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Duration();
}
