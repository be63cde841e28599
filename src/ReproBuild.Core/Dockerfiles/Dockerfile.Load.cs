using System.Text;
using ReproBuild.Diagnostics;

namespace ReproBuild.Dockerfiles;

public sealed partial class Dockerfile
{
    /// <summary>The largest file that is read: no one writes a Dockerfile of this size, but a wrong path may name anything.</summary>
    public const int MaxBytes = 16 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a Dockerfile from disk.</summary>
    /// <param name="path">The absolute path.</param>
    /// <exception cref="ReproException">
    /// REPRO3001: there is no such file. REPRO3002: it is no file but a folder or a pipe, cannot be read, is not UTF-8, or BuildKit would refuse it.
    /// </exception>
    public static Dockerfile Load(string path)
    {
        RequireFile(path);
        byte[] bytes;
        int length;
        try
        {
            using var stream = File.OpenRead(path);
            // Memory that is never written to costs nothing, and a file need not tell its length, or stay at it.
            bytes = GC.AllocateUninitializedArray<byte>(MaxBytes + 1);
            length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxBytes) throw Invalid(path, $"It is larger than {MaxBytes >> 20} MiB.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, $"It cannot be read: {e.Message}", e);
        }

        return Parse(Decode(path, bytes.AsSpan(0, length)), path);
    }

    /// <summary>Refuses a path at which there is no Dockerfile.</summary>
    /// <param name="path">The absolute path.</param>
    /// <exception cref="ReproException">REPRO3001: there is nothing. REPRO3002: there is no file, but a folder, a pipe, a socket or a device.</exception>
    internal static void RequireFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (RegularFile.OtherKind(path) is { } kind) throw Invalid(path, $"It is {kind}, not a file. Name the file that holds it.");
        if (!File.Exists(path))
        {
            throw new ReproException(new Diagnostic(DiagnosticCodes.DockerfileMissing,
                $"There is no Dockerfile at {path}. Set ReproDockerfile to where it is.", File: path));
        }
    }

    private static string Decode(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var before = bytes[..e.Index];
            int line = before.Count((byte)'\n') + 1;
            int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
            throw new ReproException(new Diagnostic(DiagnosticCodes.DockerfileInvalid,
                "The Dockerfile is not UTF-8 here. Save it as UTF-8.", File: path, Line: line, Column: column), e);
        }
    }

    private static ReproException Invalid(string path, string why, Exception? inner = null) =>
        new(new Diagnostic(DiagnosticCodes.DockerfileInvalid, $"The Dockerfile {path} cannot be read. {why}", File: path), inner);
}
