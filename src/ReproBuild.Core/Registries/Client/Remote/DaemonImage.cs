using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Archives;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Images of the Docker daemon: <c>docker image save</c> gives them as archives.</summary>
internal static class DaemonImage
{
    public static async Task<ImageArchive> OpenAsync(string name, CancellationToken cancellation)
    {
        // An image's ID is no reference and names an image all the same.
        if (!Digest.TryParse(name, out _) && !ImageReference.TryParse(name, out _, out string? reason)) throw new ReproException(DiagnosticCodes.InvalidReference, reason);

        string path = Path.Combine(Path.GetTempPath(), $"reprobuild-{Guid.NewGuid():N}.tar");
        try
        {
            var saved = await SaveAsync(name, path, cancellation).ConfigureAwait(false);
            if (saved.ExitCode != 0) throw Explain(name, saved.StandardError);
            return ImageArchive.Open(path, $"docker-daemon:{name}");
        }
        finally
        {
            // Open files stay readable without their names.
            WriteErrors.DeleteLeftover(path);
        }
    }

    private static async Task<BufferedCommandResult> SaveAsync(string name, string path, CancellationToken cancellation)
    {
        try
        {
            return await Cli.Wrap("docker").WithArguments(["image", "save", "--output", path, name])
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8, cancellation).ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            throw new ReproException(DiagnosticCodes.NoEngine, $"docker could not be started ({e.Message}), so docker-daemon:{name} cannot be read. Install Docker's command line, or export the image to an archive.", e);
        }
    }

    private static ReproException Explain(string name, string error)
    {
        string said = ArchiveErrors.Printable(error.Trim().ReplaceLineEndings(" "));
        bool missing = said.Contains("No such image", StringComparison.OrdinalIgnoreCase) || said.Contains("reference does not exist", StringComparison.OrdinalIgnoreCase);
        return missing
            ? new ReproException(DiagnosticCodes.ImageNotFound, $"Docker has no image \"{name}\". Build or pull it, or correct the name; docker image ls lists what there is.")
            : new ReproException(DiagnosticCodes.EngineUnusable, $"docker image save failed for \"{name}\": {said}");
    }
}
