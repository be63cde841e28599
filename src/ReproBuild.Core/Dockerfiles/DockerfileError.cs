using ReproBuild.Diagnostics;

namespace ReproBuild.Dockerfiles;

/// <summary>Makes the error for a Dockerfile that BuildKit would refuse.</summary>
internal static class DockerfileError
{
    public static ReproException At(string path, int line, int column, string message) =>
        new(new Diagnostic(DiagnosticCodes.DockerfileInvalid, message, File: path, Line: line, Column: column));

    public static ReproException At(string path, SourceSpan place, string message) =>
        At(path, place.Line, place.Column, message);
}
