using ReproBuild.Comparing;

namespace ReproBuild.Causes.Metadata;

/// <summary>Whoever checked the files out, or wrote them, had another umask: what group and others may do differs.</summary>
/// <remarks>
/// A umask can only take from group and others what the owner has, and it takes reading and executing together. What is otherwise was set on purpose: a
/// bit of the owner, setuid, setgid, a file that others may execute and its owner may not. What one entry leaves possible, the whole layer must
/// bear out: <see cref="UmaskPair"/>.
/// </remarks>
internal sealed class Umask : FieldCause
{
    public override string Id => "umask";

    public override string Code => "REPRO5314";

    public override string Title => "Rights of group and others";

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        if (name != "mode" || !FileMode.TryParse(value, out int mode)) return false;

        int owner = (mode >> 6) & 7;
        if (!MayBeMasked(owner, (mode >> 3) & 7) || !MayBeMasked(owner, mode & 7)) return false;

        // As a umask of 022 leaves it.
        int rest = owner & ~2;
        canonical = FileMode.Text((mode & ~63) | (rest << 3) | rest);
        return true;
    }

    public override string Describe(Difference difference) =>
        $"{DifferenceText.PathOf(difference)} was written under another umask, so group and others have other rights: mode {Quote(FirstOf(difference))}";

    /// <summary>The sentence where it is only suspected.</summary>
    /// <param name="difference">A difference that this cause has matched, at least in part.</param>
    /// <param name="why">Why it is not proven, to follow upon "but".</param>
    public string Doubt(Difference difference, string why) =>
        $"{DifferenceText.PathOf(difference)} has mode {Quote(FirstOf(difference))}, which another umask would make of it, but {why}";

    public override Remedy RemedyFor(RemedyContext context)
    {
        var field = context.Difference.Fields.First(f => f.Name == "mode");
        string mode = TryCanonicalize(field.Name, field.Left, out string? canonical) ? canonical! : "0644";
        return new Remedy(
            "Set the mode where the file comes into the image; git keeps none but the owner's right to execute. ReproBuild's sealed context sends the same modes from every clone.",
            DockerfileLine.WithFlag(context.Instruction, $"--chmod={mode}") ?? DockerfileLine.First(context.Instruction, "umask 022"));
    }

    // Nothing, or all that the owner has but the right to write, or all of it.
    private static bool MayBeMasked(int owner, int rights) => rights == 0 || rights == owner || rights == (owner & ~2);
}
