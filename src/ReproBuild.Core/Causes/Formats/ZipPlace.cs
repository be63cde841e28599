namespace ReproBuild.Causes.Formats;

/// <summary>An entry of a zip, and what stands before its data. APPNOTE.TXT 4.3.7.</summary>
/// <param name="Entry">What the central directory says of it; the local header says the same.</param>
/// <param name="LocalTime">The time in the local header.</param>
/// <param name="LocalExtra">The extra fields there.</param>
/// <param name="Packed">Where its data begin.</param>
internal sealed record ZipPlace(ZipEntryRecord Entry, uint LocalTime, ReadOnlyMemory<byte> LocalExtra, long Packed);
