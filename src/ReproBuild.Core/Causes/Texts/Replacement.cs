namespace ReproBuild.Causes.Texts;

/// <summary>A piece of a content, and what stands there in its canonical form.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="With">What to write instead; ASCII.</param>
internal readonly record struct Replacement(int Start, int Length, string With)
{
    /// <summary>Applies replacements, which must be in rising order and not overlap.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> content, IReadOnlyList<Replacement> replacements)
    {
        int length = content.Length;
        foreach (var r in replacements) length += r.With.Length - r.Length;

        byte[] result = new byte[length];
        int from = 0, to = 0;
        foreach (var r in replacements)
        {
            content[from..r.Start].CopyTo(result.AsSpan(to));
            to += r.Start - from;
            to += System.Text.Encoding.ASCII.GetBytes(r.With, result.AsSpan(to));
            from = r.Start + r.Length;
        }

        content[from..].CopyTo(result.AsSpan(to));
        return result;
    }
}
