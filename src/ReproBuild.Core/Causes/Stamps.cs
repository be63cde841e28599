using System.Text.RegularExpressions;

namespace ReproBuild.Causes;

/// <summary>Tells times of fields from other texts.</summary>
internal static partial class Stamps
{
    /// <summary>Whether a text is a time as images write it. RFC 3339, section 5.6.</summary>
    public static bool IsTime(string value) => Rfc3339().IsMatch(value);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:?[0-9]{2})\z")]
    private static partial Regex Rfc3339();
}
