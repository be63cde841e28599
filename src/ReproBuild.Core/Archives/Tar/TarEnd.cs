using ReproBuild.Images;

namespace ReproBuild.Archives;

/// <summary>What stands after the last entry of a tar.</summary>
/// <param name="Length">How many bytes, the end marker among them.</param>
/// <param name="IsZero">Whether all of them are zero.</param>
/// <param name="HasMarker">Whether they begin with an end marker, two blocks of zeros.</param>
/// <param name="Hash">Their sha256.</param>
public sealed record TarEnd(long Length, bool IsZero, bool HasMarker, Digest Hash);
