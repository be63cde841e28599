namespace ReproBuild.Causes.Texts;

/// <summary>A time in a content.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Text">As it is written, its bytes read as Latin-1.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Moment">The moment; of a time of day alone one in the first year.</param>
/// <param name="Placeholder">What stands for it in the canonical form: the same for every time that is written in the same way, in the same zone.</param>
internal sealed record TimeToken(int Start, string Text, TimeForm Form, DateTimeOffset Moment, string Placeholder)
{
    /// <summary>The byte behind it.</summary>
    public int End => Start + Text.Length;

    /// <summary>Whether it is a placeholder already.</summary>
    public bool IsMask => Text == Placeholder;
}
