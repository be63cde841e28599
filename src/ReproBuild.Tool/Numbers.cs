using System.CommandLine.Parsing;
using System.Globalization;

namespace ReproBuild.Tool;

/// <summary>What numbers on the command line must be.</summary>
internal static class Numbers
{
    /// <summary>Refuses a number below 0. What is no number has an error of its own, and asking for its value would throw.</summary>
    public static void NotNegative(OptionResult result)
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number < 0)
            result.AddError($"{result.Option.Name} must be 0 or more.");
    }
}
