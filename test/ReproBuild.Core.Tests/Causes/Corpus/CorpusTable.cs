using System.Globalization;
using System.Text;
using ReproBuild.Causes;
using ReproBuild.Core.Tests.Causes.Pairs;

namespace ReproBuild.Core.Tests.Causes.Corpus;

/// <summary>What the causes made of the corpus, cause by cause.</summary>
internal sealed class CorpusTable
{
    private sealed record Row(int Pairs, int Recognised, int Proven, int NearMisses, int WronglyClaimed);

    private readonly SortedDictionary<string, Row> _rows = new(StringComparer.Ordinal);

    public void Add(CorpusPair pair, ContentExplanation explanation)
    {
        bool Claims(string id) => explanation.Claims.Any(c => c.Cause.Id == id);
        bool proven = explanation.Certainty == Certainty.Proven;
        foreach (string id in pair.Expect)
            Update(id, r => r with { Pairs = r.Pairs + 1, Recognised = r.Recognised + (Claims(id) ? 1 : 0), Proven = r.Proven + (proven && Claims(id) ? 1 : 0) });
        if (pair.NearMissOf is { } near)
            Update(near, r => r with { NearMisses = r.NearMisses + 1, WronglyClaimed = r.WronglyClaimed + (proven && Claims(near) ? 1 : 0) });
    }

    public void Add(DifferencePair pair, Diagnosis diagnosis)
    {
        Finding? Of(string id) => diagnosis.Findings.FirstOrDefault(f => f.CauseId == id);
        foreach (string id in pair.Expect.Where(id => id != "unexplained" && id != pair.NearMissOf))
            Update(id, r => r with { Pairs = r.Pairs + 1, Recognised = r.Recognised + (Of(id) is null ? 0 : 1), Proven = r.Proven + (Of(id)?.Certainty == Certainty.Proven ? 1 : 0) });
        if (pair.NearMissOf is { } near)
            Update(near, r => r with { NearMisses = r.NearMisses + 1, WronglyClaimed = r.WronglyClaimed + (Of(near) is null || pair.Expect.Contains(near) ? 0 : 1) });
    }

    private void Update(string id, Func<Row, Row> change) => _rows[id] = change(_rows.GetValueOrDefault(id) ?? new Row(0, 0, 0, 0, 0));

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"cause",-24} {"pairs",6} {"recognised",11} {"proven",7} {"near misses",12} {"wrongly claimed",16}");
        foreach (var (id, r) in _rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"{id,-24} {r.Pairs,6} {r.Recognised,11} {r.Proven,7} {r.NearMisses,12} {r.WronglyClaimed,16}");
        return text.ToString();
    }
}
