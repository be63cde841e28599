namespace ReproBuild.Causes.Dotnet;

/// <summary>One side of a content in a canonical form.</summary>
/// <param name="Bytes">The form.</param>
/// <param name="Noise">What was taken out of it, in order.</param>
internal sealed record CanonicalSide(byte[] Bytes, IReadOnlyList<string> Noise);
