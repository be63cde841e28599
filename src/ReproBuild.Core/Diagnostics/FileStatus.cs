using System.Runtime.InteropServices;
using System.Text;

namespace ReproBuild.Diagnostics;

/// <summary>What Linux tells of a file and .NET does not: what kind of thing it is, and which file on which file system a path leads to.</summary>
/// <param name="Kind">The kind, as in <c>st_mode</c> (inode(7)).</param>
/// <param name="Device">The file system.</param>
/// <param name="Inode">The file's number there.</param>
/// <remarks>Own code, because no library of ours gives it. statx(2), whose structure is the same on every processor.</remarks>
internal sealed record FileStatus(int Kind, ulong Device, ulong Inode)
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint WantKindAndInode = 0x101; // STATX_TYPE | STATX_INO
    private const int Size = 256, Mask = 0, Mode = 28, Number = 32, DeviceMajor = 136, DeviceMinor = 140;
    private const int KindBits = 0xF000; // S_IFMT

    /// <summary>Asks, links followed; null where the system does not tell.</summary>
    public static FileStatus? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        byte[] result = new byte[Size];
        try
        {
            if (Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + "\0"), 0, WantKindAndInode, result) != 0) return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // a C library from before 2018
        }

        return (Word(result, Mask) & WantKindAndInode) != WantKindAndInode
            ? null
            : new FileStatus(
                BitConverter.ToUInt16(result, Mode) & KindBits,
                ((ulong)Word(result, DeviceMajor) << 32) | Word(result, DeviceMinor), BitConverter.ToUInt64(result, Number));
    }

    private static uint Word(byte[] bytes, int offset) => BitConverter.ToUInt32(bytes, offset);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] result);
}
