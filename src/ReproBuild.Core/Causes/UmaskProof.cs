using ReproBuild.Causes.Metadata;
using ReproBuild.Comparing;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Causes;

/// <summary>
/// Holds back what a umask would explain until its layer has been compared: it is proven where one pair of umasks accounts for all of it, and
/// suspected otherwise.
/// </summary>
/// <param name="explainer">Explains what was held back.</param>
/// <param name="add">Takes each difference, judged.</param>
internal sealed class UmaskProof(DifferenceExplainer explainer, Action<ExplainedDifference, long> add) : IDisposable
{
    private const string NoPair = "no one pair of umasks accounts for all modes of the layer",
        Unread = "the layer could not be read to its end", NoRoom = "there is no room for the modes of the layer in the folder for temporary files";

    private (Platform?, LayerPair)? _layer;
    private HeldDifferences _held = new();
    private UmaskPair _umasks = new();
    private bool _noRoom;

    /// <summary>Takes a difference that a umask explains, wholly or in part.</summary>
    /// <returns>False where none does.</returns>
    public bool TryHold(ExplainedDifference explained, long sequence)
    {
        var difference = explained.Difference;
        if (!IsUmask(explained.Claims) || difference.Layer is not { } layer) return false;

        Enter((difference.Platform, layer));
        if (!TryKeep(difference, sequence)) add(Doubted(explained, NoRoom), sequence);
        return true;
    }

    /// <summary>Judges what was held back of a layer.</summary>
    /// <param name="platform">Its platform.</param>
    /// <param name="layer">The layer, read to its end on both sides.</param>
    /// <param name="files">The rights of its files.</param>
    public void Judge(Platform platform, LayerPair layer, FileRights files)
    {
        Enter((platform, layer));
        Release(_umasks.Exists(files) ? null : NoPair);
    }

    /// <summary>Lets go of what is left of a layer that could not be read to its end.</summary>
    public void End() => Release(Unread);

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    private void Enter((Platform?, LayerPair) layer)
    {
        if (_layer == layer) return;

        Release(Unread);
        (_layer, _umasks, _noRoom) = (layer, new UmaskPair(), false);
    }

    private bool TryKeep(Difference difference, long sequence)
    {
        if (_noRoom) return false;
        try
        {
            _held.Add(difference, sequence);
        }
        catch (ReproException)
        {
            _noRoom = true;
            Release(NoRoom);
            return false;
        }

        var mode = difference.Fields.First(IsMode);
        if (Metadata.FileMode.TryParse(mode.Left, out int left) && Metadata.FileMode.TryParse(mode.Right, out int right)) _umasks.Add(left, right);
        return true;
    }

    private void Release(string? doubt)
    {
        foreach (var (difference, sequence) in _held.All())
        {
            var explained = explainer.Explain(difference);
            add(doubt is null ? explained : Doubted(explained, doubt), sequence);
        }

        _held.Dispose();
        _held = new HeldDifferences();
    }

    // What else differs of the entry, its time most of all, is proven as it was.
    private static ExplainedDifference Doubted(ExplainedDifference explained, string why) => explained with
    {
        Certainty = explained.Certainty == Certainty.Unexplained ? Certainty.Unexplained : Certainty.Suspected,
        Claims = [.. explained.Claims.Select(c => c.Cause is Umask umask ? c with { Sentence = umask.Doubt(explained.Difference, why), IsDoubtful = true } : c)],
        UnexplainedFields = explained.Difference.Fields.Count == 1 ? [] : [.. explained.Difference.Fields.Where(f => IsMode(f) || explained.UnexplainedFields.Contains(f))],
    };

    private static bool IsMode(FieldDifference field) => field.Name == "mode";

    // For each of a million differences: without an enumerator.
    private static bool IsUmask(IReadOnlyList<Claim> claims)
    {
        for (int i = 0; i < claims.Count; i++)
        {
            if (claims[i].Cause is Umask) return true;
        }

        return false;
    }
}
