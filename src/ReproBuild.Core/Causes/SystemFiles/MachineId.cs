namespace ReproBuild.Causes.SystemFiles;

/// <summary>systemd or D-Bus drew a number for the machine while the image was built. machine-id(5).</summary>
internal sealed class MachineId : ContentCause
{
    public override string Id => "machine-id";

    public override string Code => "REPRO5404";

    public override string Title => "The machine's number";

    public override CanonicalPair? Match(ContentPair pair)
    {
        if (pair.Path is not ("etc/machine-id" or "var/lib/dbus/machine-id")) return null;
        if (!IsNumber(pair.Left.Span) || !IsNumber(pair.Right.Span)) return null;
        return new CanonicalPair(
            ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty,
            $"{pair.ShownPath} holds a number that was drawn for the build's machine, and every container would share it: {Text(pair.Left.Span)} against {Text(pair.Right.Span)}");
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Leave the file empty, so that each machine draws its own when it starts.",
        DockerfileLine.AndThen(context.Instruction, ": > /etc/machine-id && rm -f /var/lib/dbus/machine-id"));

    private static readonly System.Buffers.SearchValues<byte> Digits = System.Buffers.SearchValues.Create("0123456789abcdef"u8);

    // An empty file is what it should be.
    private static bool IsNumber(ReadOnlySpan<byte> content)
    {
        content = content.TrimEnd((byte)'\n');
        return content.Length == 0 || (content.Length == 32 && !content.ContainsAnyExcept(Digits));
    }

    private static string Text(ReadOnlySpan<byte> content) => content.Length == 0 ? "an empty file" : $"\"{System.Text.Encoding.ASCII.GetString(content.TrimEnd((byte)'\n'))}\"";
}
