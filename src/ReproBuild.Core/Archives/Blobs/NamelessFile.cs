using Microsoft.Win32.SafeHandles;

namespace ReproBuild.Archives;

/// <summary>A temporary file that has no name once it is open, and is gone with its handle.</summary>
internal static class NamelessFile
{
    public static SafeFileHandle Create()
    {
        string name = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"reprobuild-{Guid.NewGuid():N}.tmp");
        var file = File.OpenHandle(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);
        // Where files may be removed while they are open, not even a killed process leaves it behind.
        if (!OperatingSystem.IsWindows()) File.Delete(name);
        return file;
    }
}
