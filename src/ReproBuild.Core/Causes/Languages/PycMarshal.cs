namespace ReproBuild.Causes.Languages;

/// <summary>A compiled Python module holds the same code, written otherwise: shared or repeated constants, sets in another order.</summary>
internal sealed class PycMarshal : ContentCause
{
    public override string Id => "pyc-marshal";

    public override string Code => "REPRO5502";

    public override string Title => "Order and sharing in compiled Python modules";

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (!PycFile.Is(pair.Left.Span, pair.Name) || !PycFile.Is(pair.Right.Span, pair.Name) || PycFile.Magic(pair.Left.Span) != PycFile.Magic(pair.Right.Span)) return null;

        int at = pair.Left.Span.CommonPrefixLength(pair.Right.Span);
        byte[] left = Canonical(pair.Left), right = Canonical(pair.Right);
        return new CanonicalPair(left, right, $"{pair.ShownPath} holds compiled Python that is written otherwise from byte {at} on");
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Compile with a fixed hash seed and with one worker.", "ENV PYTHONHASHSEED=0\nRUN python3 -m compileall -j 1 --invalidation-mode=unchecked-hash /usr/lib/python3");

    private static byte[] Canonical(ReadOnlyMemory<byte> pyc) =>
        [.. pyc.Span[..PycFile.HeaderLength], .. new MarshalReader(pyc[PycFile.HeaderLength..], PycFile.Magic(pyc.Span)).Canonical()];
}
