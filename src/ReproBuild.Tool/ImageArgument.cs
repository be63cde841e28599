using ReproBuild.Archives;
using ReproBuild.Registries;

namespace ReproBuild.Tool;

/// <summary>Images as a command line names them.</summary>
internal static class ImageArgument
{
    /// <summary>What an argument may be.</summary>
    public const string Forms = "An OCI archive, an OCI layout folder, a docker-archive, registry/repository:tag, registry/repository@digest or docker-daemon:name.";

    /// <summary>Opens one; relative paths begin in the current folder. Comparing is synchronous, and a console waits for it anyway.</summary>
    public static ImageArchive Open(string text, CancellationToken cancellation) =>
        ImageLocation.OpenAsync(text, Path.GetFullPath("."), RegistryOptions.FromEnvironment, cancellation).GetAwaiter().GetResult();
}
