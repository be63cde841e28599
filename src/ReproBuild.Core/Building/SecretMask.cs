using System.Text.RegularExpressions;

namespace ReproBuild.Building;

/// <summary>
/// Hides the values of build arguments that are named like secrets: engines print them where a RUN uses them. A secret in a
/// build argument stays in the image's history all the same; <c>RUN --mount=type=secret</c> is the way that keeps it out.
/// </summary>
internal sealed partial class SecretMask
{
    private readonly List<string> secrets;

    public SecretMask(IEnumerable<BuildArgument> arguments) => secrets =
        [.. arguments.Where(a => a.Value.Length > 0 && SecretName().IsMatch(a.Name)).SelectMany(a => Pieces(a.Value)).Distinct().OrderByDescending(v => v.Length)];

    /// <summary>The line without the values.</summary>
    public string Apply(string line) => secrets.Aggregate(line, (masked, secret) => masked.Replace(secret, "***", StringComparison.Ordinal));

    // A log has lines, and a secret of several never stands in one. What is shorter than this stands in any line, and is no secret.
    private const int ShortestPiece = 4;

    private static IEnumerable<string> Pieces(string value) =>
        value.AsSpan().ContainsAny('\r', '\n') ? value.Split(['\r', '\n']).Select(line => line.Trim()).Where(line => line.Length >= ShortestPiece) : [value];

    [GeneratedRegex("TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|PRIVATE|APIKEY|API_KEY|ACCESS_KEY|(^|_)(PAT|AUTH|KEY|PWD)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
