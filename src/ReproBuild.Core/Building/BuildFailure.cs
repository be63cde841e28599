using System.Text.RegularExpressions;
using ReproBuild.Diagnostics;

namespace ReproBuild.Building;

/// <summary>The words for a build that did not end well.</summary>
internal static partial class BuildFailure
{
    private const int ShownLines = 8;

    /// <summary>REPRO4001, REPRO4002 or REPRO4005, for an engine that ended in failure.</summary>
    public static ReproException Diagnose(string engine, BuildPass pass, string firstLog, string? diskFullLine, BuildFailedException e)
    {
        if (diskFullLine is not null)
            return new ReproException(DiagnosticCodes.DiskFull,
                $"The disk is full, says {engine} in build {pass.Number}: \"{Said(diskFullLine)}\". Make room, and build again. The log: {pass.LogPath}", e);

        string reason = e.Message.TrimEnd('.');
        string hint = e.Hint is null ? "" : " " + e.Hint;
        string tail = e.LastLines.Count == 0 ? "" : " Its last lines: " +
            string.Join(" | ", e.LastLines.Where(l => l.Trim().Length > 0).TakeLast(ShownLines).Select(Readable));
        if (e.Code is { } code)
            return new ReproException(code, $"Build {pass.Number} failed: {reason}.{hint} The log: {pass.LogPath}.{tail}", e);
        return pass.Number == 1
            ? new ReproException(DiagnosticCodes.BuildFailed,
                $"The build failed: {reason}. The log: {pass.LogPath}.{hint}{tail}", e)
            : new ReproException(DiagnosticCodes.SecondBuildFailed, $"The second build failed: {reason}. The first, of the same source, did not, " +
                $"so the build depends on something besides its source. The logs: {firstLog} and {pass.LogPath}.{hint}{tail}", e);
    }

    /// <summary>REPRO4003.</summary>
    public static ReproException Cancelled(BuildPass? pass, OperationCanceledException e) => new(DiagnosticCodes.BuildCancelled,
        (pass is null ? "The verification was cancelled." : $"Build {pass.Number} was cancelled. The log: {pass.LogPath}.") +
        " What was half done is removed.", e);

    /// <summary>REPRO4004.</summary>
    public static ReproException TimedOut(string engine, BuildPass? pass, TimeSpan limit, OperationCanceledException e) =>
        new(DiagnosticCodes.BuildTimedOut,
            (pass is null ? $"Preparing a build with {engine}" : $"Build {pass.Number} with {engine}") +
            $" was stopped after {limit:c}." + (pass is null ? "" : $" The log: {pass.LogPath}.") + " Raise ReproTimeout if it needs longer.", e);

    // What MSBuild puts around an error names its own targets and a code of its own ("error MSB4018"); the user is owed what failed.
    private static string Said(string line)
    {
        string readable = Readable(line);
        return MSBuildError().Match(readable) is { Success: true } error ? error.Groups["text"].Value : readable;
    }

    private static string Readable(string line) => PrintableText.Escape(Colour().Replace(line, "").Trim(), int.MaxValue);

    // What programs write to a terminal to colour their words. ECMA-48, "Select graphic rendition".
    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colour();

    // "file(line,column): error CODE: text [project]". Microsoft Learn, "MSBuild and Visual Studio format for diagnostic messages".
    [GeneratedRegex(@"(?:^|: )(?:error|warning) \w+\s*: (?<text>.+?)(?: \[[^\]]*\])?$")]
    private static partial Regex MSBuildError();
}
