using System.Runtime.InteropServices;
using System.Text;

namespace ReproBuild.Comparing;

/// <summary>Which file on which file system a path leads to: two names of one file have one identity.</summary>
/// <remarks>Own code, because .NET tells of a file everything but this. statx(2), whose structure is the same on every processor.</remarks>
internal static class FileIdentity
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint WantInode = 0x100; // STATX_INO
    private const int Size = 256, Mask = 0, Inode = 32, DeviceMajor = 136, DeviceMinor = 140;

    /// <summary>The identity; null where the system does not tell.</summary>
    public static (ulong Device, ulong Inode)? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        byte[] result = new byte[Size];
        try
        {
            if (Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + "\0"), 0, WantInode, result) != 0) return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // a C library from before 2018
        }
        return (Word(result, Mask) & WantInode) == 0
            ? null
            : (((ulong)Word(result, DeviceMajor) << 32) | Word(result, DeviceMinor), BitConverter.ToUInt64(result, Inode));
    }

    private static uint Word(byte[] bytes, int offset) => BitConverter.ToUInt32(bytes, offset);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] result);
}
