using System.Collections.Concurrent;
using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>Finds the causes that show in a difference itself.</summary>
internal sealed class DifferenceExplainer(DiagnosisOptions options)
{
    private static readonly IReadOnlyList<Claim> None = [];

    // A hundred thousand differences have the same few causes: each sequence of them is one list, which goes by the one before it and its last.
    private readonly ConcurrentDictionary<(IReadOnlyList<Claim>, DifferenceCause), IReadOnlyList<Claim>> _claims = new();

    /// <summary>Explains a difference, as far as that goes without its content.</summary>
    public ExplainedDifference Explain(Difference difference)
    {
        var claims = None;
        var rest = difference;
        foreach (var cause in options.Catalogue.Differences)
        {
            var match = cause.Match(rest, options.Context);
            if (match.Certainty == Certainty.Unexplained) continue;

            claims = _claims.GetOrAdd((claims, cause), static known => [.. known.Item1, new Claim(known.Item2)]);
            if (match.Certainty == Certainty.Suspected) return Explained(difference, claims, Certainty.Suspected, []);
            if (match.Rest.Count == 0) return Explained(difference, claims, Certainty.Proven, []);
            rest = rest with { Fields = match.Rest };
        }

        return Explained(difference, claims, Certainty.Unexplained, claims.Count == 0 ? [] : rest.Fields);
    }

    private static ExplainedDifference Explained(Difference difference, IReadOnlyList<Claim> claims, Certainty certainty, IReadOnlyList<FieldDifference> rest) =>
        new(difference, claims, certainty) { UnexplainedFields = rest, Bytes = Weight.Of(difference) };
}
