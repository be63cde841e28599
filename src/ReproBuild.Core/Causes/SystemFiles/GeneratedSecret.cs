using System.Text;
using System.Text.RegularExpressions;

namespace ReproBuild.Causes.SystemFiles;

/// <summary>A private key, made while the image was built. What it is never leaves this class.</summary>
internal sealed partial class GeneratedSecret : ContentCause
{
    public const string Name = "generated-secret", Number = "REPRO5411", Heading = "Secrets made by the build";

    public override string Id => Name;

    public override string Code => Number;

    public override string Title => Heading;

    public override bool HidesContent => true;

    public override CanonicalPair? Match(ContentPair pair)
    {
        if (Without(pair.Left) is not { } left || Without(pair.Right) is not { } right) return null;
        return new CanonicalPair(left, right, Warning(pair.ShownPath));
    }

    /// <summary>The sentence for both ways of finding one.</summary>
    public static string Warning(string path) => $"A SECRET IS IN THE IMAGE: {path} holds a key or seed that the build made, and everyone who can pull the image has it";

    /// <summary>The remedy for both ways of finding one.</summary>
    public static Remedy Mend(RemedyContext context) => new(
        "Never bake a secret into an image: treat this one as known to all, delete it in the instruction that makes it, and make a new one when the container starts (an entry point that runs ssh-keygen -A), or mount one.",
        context.Path is { } path && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_') ? DockerfileLine.AndThen(context.Instruction, $"rm -f {path}") : null);

    public override Remedy RemedyFor(RemedyContext context) => Mend(context);

    // Null where no private key is in it. Its armour's first line stays, so that another kind of key is another file.
    private static byte[]? Without(ReadOnlyMemory<byte> content)
    {
        if (content.Span.IndexOf("PRIVATE KEY-----"u8) < 0) return null;
        string text = Encoding.Latin1.GetString(content.Span);
        return Armour().IsMatch(text) ? Encoding.Latin1.GetBytes(Armour().Replace(text, "-----BEGIN $1-----\n-----END $1-----")) : null;
    }

    [GeneratedRegex(@"-----BEGIN ((?:[A-Z0-9]+ ){0,2}PRIVATE KEY)-----(?s:.{0,65536}?)-----END \1-----")]
    private static partial Regex Armour();
}
