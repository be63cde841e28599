using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ReproBuild.Images;

/// <summary>The digest of a blob: an algorithm and lower-case hexadecimal digits.</summary>
/// <remarks>OCI image specification, <c>descriptor.md</c>, "Digests". The registered algorithms are sha256 and sha512.</remarks>
public sealed record Digest
{
    private Digest(string algorithm, string hex) => (Algorithm, Hex) = (algorithm, hex);

    /// <summary><c>sha256</c> or <c>sha512</c>.</summary>
    public string Algorithm { get; }

    /// <summary>64 or 128 lower-case hexadecimal digits.</summary>
    public string Hex { get; }

    /// <summary>The first twelve hexadecimal digits, as engines show them.</summary>
    public string Abbreviated => Hex[..12];

    /// <summary>Reads <c>algorithm:hex</c>; false when the text is not exactly a registered digest.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest = null;
        int colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0) return false;

        string algorithm = text![..colon];
        string hex = text[(colon + 1)..];
        int length = algorithm switch { "sha256" => 64, "sha512" => 128, _ => 0 };
        if (length == 0 || hex.Length != length || !hex.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f')) return false;

        digest = new Digest(algorithm, hex);
        return true;
    }

    /// <summary>Reads <c>algorithm:hex</c>.</summary>
    /// <exception cref="FormatException">The text is not a registered digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"\"{text}\" is not a sha256 or sha512 digest.");

    /// <summary>The sha256 digest of bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes) => FromHash(HashAlgorithmName.SHA256, SHA256.HashData(bytes));

    /// <summary>Wraps a hash that was computed elsewhere.</summary>
    /// <param name="algorithm">SHA256 or SHA512.</param>
    /// <param name="hash">32 or 64 bytes.</param>
    public static Digest FromHash(HashAlgorithmName algorithm, ReadOnlySpan<byte> hash) =>
        Parse(algorithm.Name!.ToLowerInvariant() + ":" + Convert.ToHexStringLower(hash));

    /// <summary>An incremental hash of this digest's own algorithm.</summary>
    public IncrementalHash CreateHash() =>
        IncrementalHash.CreateHash(Algorithm == "sha512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256);

    /// <summary><c>algorithm:hex</c>.</summary>
    public override string ToString() => Algorithm + ":" + Hex;
}
