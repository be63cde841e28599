namespace ReproBuild.Causes.Formats;

/// <summary>An entry of a zip's central directory. APPNOTE.TXT 4.3.12.</summary>
internal sealed record ZipEntryRecord(
    int MadeBy, int Flags, int Method, uint Time, uint Crc, int PackedSize, int Size, int Internal, uint Attributes, int Offset,
    ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Extra, ReadOnlyMemory<byte> Comment)
{
    public const int Encrypted = 1, HasDescriptor = 8;

    // How hard the packer tried, and whether sizes follow the data.
    public const int FlagsOfPacking = 0b1110;
}
