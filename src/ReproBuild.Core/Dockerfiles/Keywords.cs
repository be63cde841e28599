namespace ReproBuild.Dockerfiles;

/// <summary>The instructions of a Dockerfile.</summary>
internal static class Keywords
{
    // By how often they stand in a file.
    private static readonly string[] All =
    [
        "RUN", "COPY", "ENV", "FROM", "ARG", "LABEL", "WORKDIR", "CMD", "ADD", "USER", "EXPOSE", "ENTRYPOINT", "VOLUME", "SHELL",
        "HEALTHCHECK", "STOPSIGNAL", "ONBUILD", "MAINTAINER",
    ];

    /// <summary>A keyword in upper case, as one string for all places where it stands; one that no instruction has, too.</summary>
    public static string Upper(ReadOnlySpan<char> written)
    {
        foreach (string keyword in All)
        {
            if (written.Equals(keyword, StringComparison.OrdinalIgnoreCase)) return keyword;
        }

        return written.ToString().ToUpperInvariant();
    }
}
