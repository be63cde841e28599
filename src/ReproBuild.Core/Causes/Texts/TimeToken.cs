namespace ReproBuild.Causes.Texts;

/// <summary>A time in a content.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Text">As it is written, its bytes read as Latin-1.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Moment">The moment; of a time of day alone one in the first year.</param>
/// <param name="Placeholder">What stands for it in the canonical form: the same for every time that is written in the same way, in the same zone.</param>
/// <param name="Fixed">What stands for it where no byte may move: a time of the same form and length; null where there is none.</param>
internal sealed record TimeToken(int Start, string Text, TimeForm Form, DateTimeOffset Moment, string Placeholder, string? Fixed)
{
    /// <summary>The byte behind it.</summary>
    public int End => Start + Text.Length;

    /// <summary>Whether it is a placeholder already.</summary>
    public bool IsMask => Text == Placeholder || Text == Fixed;
}
