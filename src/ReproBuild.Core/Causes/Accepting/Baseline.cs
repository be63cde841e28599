using System.Text.Json;
using ReproBuild.Diagnostics;

namespace ReproBuild.Causes.Accepting;

/// <summary>A file of accepted differences. Its form is that of <c>docs/schemas/baseline-1.schema.json</c>.</summary>
public static class Baseline
{
    /// <summary>The version of the form that is read.</summary>
    public const int Version = 1;

    private const int MaxBytes = 4 << 20;

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="catalogue">The causes that there are.</param>
    /// <exception cref="ReproException">REPRO1030, with line and column where they are known: it is no file, cannot be read, or says what it cannot say.</exception>
    public static IReadOnlyList<Acceptance> Load(string path, CauseCatalogue catalogue)
    {
        byte[] json;
        try
        {
            RegularFile.Require(path);
            if (new FileInfo(path).Length > MaxBytes) throw AcceptanceText.Bad($"The baseline is longer than {MaxBytes >> 20} MiB, so it is none", path, 0);
            json = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AcceptanceText.Bad($"The baseline cannot be read: {e.Message.TrimEnd('.')}. Name one in ReproBaseline that can, or leave the property empty", path, 0, 0, e);
        }

        return Parse(json, path, catalogue);
    }

    /// <summary>Reads the content of a baseline.</summary>
    /// <param name="json">The bytes of the file.</param>
    /// <param name="path">The absolute path that diagnostics name; the file is not opened.</param>
    /// <param name="catalogue">The causes that there are.</param>
    /// <exception cref="ReproException">As <see cref="Load"/>.</exception>
    public static IReadOnlyList<Acceptance> Parse(ReadOnlySpan<byte> json, string path, CauseCatalogue catalogue)
    {
        if (json.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf])) json = json[3..];
        var text = new JsonPlaces(json, path);
        try
        {
            return new BaselineReader(json, text, new AcceptanceText(catalogue)).Read();
        }
        catch (JsonException e)
        {
            string why = e.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ');
            throw AcceptanceText.Bad($"The baseline is no JSON: {Comparing.Printable.Escape(why)}", path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, e);
        }
    }
}
