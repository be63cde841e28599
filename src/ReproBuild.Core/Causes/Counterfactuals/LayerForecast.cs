using ReproBuild.Archives;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Images;
using ReproBuild.Rewriting;

namespace ReproBuild.Causes.Counterfactuals;

/// <summary>
/// Hashes what both layers would be while they are compared, so that neither has to be read again: for layers that hold the same contents
/// in the same order, and differ in headers that are proven. At anything else it gives up.
/// </summary>
/// <remarks>
/// The header of each side is written from that side alone, and both must come out as the same bytes. Contents were compared byte against
/// byte; what is the same on both sides is hashed once.
/// </remarks>
/// <param name="explainer">Tells which headers are proven.</param>
/// <param name="common">What all differences of the pair of layers have in common.</param>
/// <param name="epoch">What every explained time becomes.</param>
internal sealed class LayerForecast(DifferenceExplainer explainer, Difference common, long epoch) : IStepWatch, IDisposable
{
    private static readonly byte[] Zeros = new byte[2 * TarField.BlockSize];

    private readonly MendedEntry _entries = new(epoch);
    private readonly MemoryStream _left = new(), _right = new();
    private readonly HashingStream _tar = new(Stream.Null);
    private bool _failed;
    private long _mended;
    private (Digest, long)? _result;

    /// <summary>The digest and the length of the tar of both sides.</summary>
    /// <param name="plan">All that is to be mended in the pair of layers.</param>
    /// <returns>Null where it must be written from each side, after all.</returns>
    public (Digest Digest, long Length)? Result(LayerPlan plan)
    {
        if (_failed || plan.HeadersOnly != _mended) return null;
        if (_result is null)
        {
            FillBlock();
            _tar.Write(Zeros);
            _result = (_tar.GetDigest(), _tar.Length);
        }

        return _result;
    }

    public void Meet(TarEntry left, TarEntry right, IReadOnlyList<FieldDifference> metadata)
    {
        if (_failed) return;
        _failed = !TryWrite(left, right, metadata);
    }

    public void Same(ReadOnlySpan<byte> content)
    {
        if (!_failed) _tar.Write(content);
    }

    public void OutOfStep() => _failed = true;

    public void Dispose() => _tar.Dispose();

    private bool TryWrite(TarEntry left, TarEntry right, IReadOnlyList<FieldDifference> metadata)
    {
        // Names that are no UTF-8 may become one name, and what is to be mended is found by its name.
        if (left.SparseMap is not null || right.SparseMap is not null || left.Path.Contains('\uFFFD', StringComparison.Ordinal)) return false;

        var plan = EntryPlan.None;
        if (metadata.Count > 0)
        {
            var explained = explainer.Explain(common with { Path = left.Path, Fields = metadata });
            if (explained.Certainty != Certainty.Proven) return false;
            plan = CounterfactualPlan.OfHeader(explained);
            _mended++;
        }

        try
        {
            long size = Header(_left, left, plan);
            if (Header(_right, right, plan) != size || size != left.Size || size != right.Size) return false;
        }
        catch (ReproException)
        {
            return false;
        }

        if (!_left.GetBuffer().AsSpan(0, (int)_left.Length).SequenceEqual(_right.GetBuffer().AsSpan(0, (int)_right.Length))) return false;

        FillBlock();
        _tar.Write(_left.GetBuffer().AsSpan(0, (int)_left.Length));
        return true;
    }

    private long Header(MemoryStream to, TarEntry entry, EntryPlan plan)
    {
        var header = _entries.Of(entry, plan, null, "a layer");
        to.SetLength(0);
        new CanonicalTarWriter(to).WriteHeader(header);
        return header.Size;
    }

    private void FillBlock() => _tar.Write(Zeros.AsSpan(0, (int)(-_tar.Length & (TarField.BlockSize - 1))));
}
