using System.Security.Cryptography;
using System.Text;
using ReproBuild.Diagnostics;

namespace ReproBuild.Pinning;

/// <summary>The new content of a file, complete and beside it: it takes the file's place by one rename, or vanishes.</summary>
public sealed class StagedText : IDisposable
{
    private readonly string destination;
    private readonly string temporary;

    private StagedText(string destination, string temporary) => (this.destination, this.temporary) = (destination, temporary);

    internal static StagedText Write(string destination, string text)
    {
        string name = $".{Path.GetFileName(destination)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.partial";
        string temporary = Path.Combine(Path.GetDirectoryName(destination)!, name);
        try
        {
            return WriteErrors.Explain(destination, () =>
            {
                File.WriteAllBytes(temporary, new UTF8Encoding(false).GetBytes(text));
                if (!OperatingSystem.IsWindows() && File.Exists(destination)) File.SetUnixFileMode(temporary, File.GetUnixFileMode(destination));
                return new StagedText(destination, temporary);
            });
        }
        catch (ReproException)
        {
            WriteErrors.DeleteLeftover(temporary);
            throw;
        }
    }

    /// <summary>Moves it into place.</summary>
    /// <exception cref="ReproException">REPRO1008 or REPRO4005.</exception>
    public void Commit() => WriteErrors.Explain(destination, () => File.Move(temporary, destination, overwrite: true));

    /// <summary>Removes what was not moved.</summary>
    public void Dispose() => WriteErrors.DeleteLeftover(temporary);
}
