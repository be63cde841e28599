namespace ReproBuild.Images;

/// <summary>The times that an image can state: RFC 3339, section 1, years of four digits.</summary>
public static class ImageTime
{
    /// <summary>The first second of the year 1, in seconds since 1970.</summary>
    public const long Earliest = -62_135_596_800;

    /// <summary>The last second of the year 9999, in seconds since 1970.</summary>
    public const long Latest = 253_402_300_799;
}
