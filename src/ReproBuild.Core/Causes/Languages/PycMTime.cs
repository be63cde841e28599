using System.Buffers.Binary;

namespace ReproBuild.Causes.Languages;

/// <summary>A compiled Python module names the time of its source.</summary>
internal sealed class PycMTime : ContentCause
{
    public override string Id => "pyc-mtime";

    public override string Code => "REPRO5501";

    public override string Title => "Times in compiled Python modules";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (!PycFile.Is(pair.Left.Span, pair.Name) || !PycFile.Is(pair.Right.Span, pair.Name)) return null;
        if (PycFile.Magic(pair.Left.Span) != PycFile.Magic(pair.Right.Span) || PycFile.Flags(pair.Left.Span) != 0 || PycFile.Flags(pair.Right.Span) != 0) return null;

        byte[] left = pair.Left.ToArray(), right = pair.Right.ToArray();
        var (leftTime, rightTime) = (Take(left), Take(right));
        return leftTime == rightTime ? null
            : new CanonicalPair(left, right, $"{pair.ShownPath} names the time of its source: {DateTimeOffset.FromUnixTimeSeconds(leftTime):u} against {DateTimeOffset.FromUnixTimeSeconds(rightTime):u}");
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Compile with hashes instead of times, or not at all.", "ENV PYTHONDONTWRITEBYTECODE=1\nRUN python3 -m compileall --invalidation-mode=unchecked-hash /usr/lib/python3");

    private static uint Take(byte[] pyc)
    {
        uint time = BinaryPrimitives.ReadUInt32LittleEndian(pyc.AsSpan(8));
        pyc.AsSpan(8, 4).Clear();
        return time;
    }
}
