using System.Globalization;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Accepting;

/// <summary>Reads one acceptance from the texts that somebody wrote.</summary>
/// <param name="catalogue">The causes that there are.</param>
public sealed class AcceptanceText(CauseCatalogue catalogue)
{
    /// <summary>Makes an acceptance.</summary>
    /// <param name="cause">The cause's name, <c>*</c> or <c>unexplained</c>.</param>
    /// <param name="path">The pattern; null for all.</param>
    /// <param name="reason">Why.</param>
    /// <param name="expires">The day from which it no longer is accepted, as <c>yyyy-MM-dd</c>; null for never.</param>
    /// <param name="file">The file that it stands in.</param>
    /// <param name="line">The line there, from 1; 0 where it is not known.</param>
    /// <exception cref="ReproException">REPRO1030: one of them is missing or cannot be.</exception>
    public Acceptance Read(string? cause, string? path, string? reason, string? expires, string? file, int line)
    {
        if (string.IsNullOrWhiteSpace(cause)) throw Bad("An accepted difference names no cause. Give the name of one, as the findings and docs/diagnostics.md call it, \"unexplained\", or \"*\" for any", file, line);
        if (cause is not (AcceptanceSet.AnyCause or AcceptanceSet.Unexplained) && catalogue.All.All(c => c.Id != cause))
            throw Bad($"There is no cause \"{Printable.Escape(cause)}\"{Like(cause)}. Causes are named in findings and in docs/diagnostics.md", file, line);
        if (path is not null && string.IsNullOrWhiteSpace(ImagePath.Clean(path.Trim()))) throw Bad("The path of an accepted difference is empty. Give a pattern such as app/**, or leave the path out to accept the cause everywhere", file, line);
        if (string.IsNullOrWhiteSpace(reason)) throw Bad($"The accepted difference of cause \"{cause}\" has no reason. Say why it is accepted: whoever reads it next year will want to know", file, line);
        return new Acceptance(cause, path?.Trim(), reason.Trim(), Day(expires, file, line), file, line);
    }

    /// <summary>The diagnostic for what cannot be read.</summary>
    internal static ReproException Bad(string message, string? file, int line, int column = 0, Exception? inner = null) =>
        new(new Diagnostic(DiagnosticCodes.BadAcceptance, message + ".", Severity.Error, file, line, column), inner);

    private static DateOnly? Day(string? expires, string? file, int line)
    {
        if (string.IsNullOrWhiteSpace(expires)) return null;
        return DateOnly.TryParseExact(expires.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Bad($"\"{Printable.Escape(expires)}\" is no day. Write year, month and day: 2027-01-31", file, line);
    }

    private string Like(string cause)
    {
        string[] words = cause.ToLowerInvariant().Split('-', '_', ' ');
        string[] like = [.. catalogue.All.Select(c => c.Id).Where(id => id.Split('-').Intersect(words).Any()).Order(StringComparer.Ordinal).Take(3)];
        return like.Length == 0 ? "" : $"; {string.Join(" or ", like)}, perhaps";
    }
}
