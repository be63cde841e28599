using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>Finds the causes that show in a difference itself.</summary>
internal sealed class DifferenceExplainer(DiagnosisOptions options)
{
    /// <summary>Explains a difference, as far as that goes without its content.</summary>
    public ExplainedDifference Explain(Difference difference)
    {
        List<Claim>? claims = null;
        var rest = difference;
        foreach (var cause in options.Catalogue.Differences)
        {
            var match = cause.Match(rest, options.Context);
            if (match.Certainty == Certainty.Unexplained) continue;

            (claims ??= []).Add(new Claim(cause));
            if (match.Certainty == Certainty.Suspected) return Explained(difference, claims, Certainty.Suspected, []);
            if (match.Rest.Count == 0) return Explained(difference, claims, Certainty.Proven, []);
            rest = rest with { Fields = match.Rest };
        }

        return Explained(difference, claims ?? (IReadOnlyList<Claim>)[], Certainty.Unexplained, claims is null ? [] : rest.Fields);
    }

    private static ExplainedDifference Explained(Difference difference, IReadOnlyList<Claim> claims, Certainty certainty, IReadOnlyList<FieldDifference> rest) =>
        new(difference, claims, certainty) { UnexplainedFields = rest, Bytes = Weight.Of(difference) };
}
