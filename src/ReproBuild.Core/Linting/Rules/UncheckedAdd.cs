using ReproBuild.Causes;

namespace ReproBuild.Linting.Rules;

/// <summary>ADD takes what an address serves that day.</summary>
internal sealed class UncheckedAdd : ILintRule
{
    public const string Code = "REPRO3101", Title = "A download that nothing checks";

    public IEnumerable<LintFinding> Check(LintSubject subject)
    {
        foreach (var step in subject.Steps.Where(s => s.Instruction.Keyword == "ADD" && s.Instruction.Flag("checksum") is null))
        {
            var add = step.Instruction;
            foreach (var source in add.Arguments.SkipLast(1))
            {
                string url = source.Text.Trim('"', '\'');
                if (MovingNames.IsGit(url))
                {
                    if (!MovingNames.Moves(url)) continue;
                    yield return step.At(source.Span.Offset, new LintWords(Code, Title,
                        $"ADD takes what {Names.One(url)} holds that day: a branch moves.", new Remedy("Name a commit behind the address: #<commit>.")));
                }
                else if (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
                {
                    string? paste = add.Arguments.Count > 2 || add.IsJson ? null
                        : LineEdits.Apply(step.Dockerfile, add.KeywordSpan.Offset, add.ArgumentSpan.End, [LineEdits.Insert(add.ArgumentSpan.Offset, "--checksum=sha256:<digest> ")]);
                    yield return step.At(source.Span.Offset, new LintWords(Code, Title,
                        $"ADD takes whatever {Names.One(url)} serves that day, and nothing checks it.",
                        new Remedy("Say its checksum, which sha256sum tells.", paste)));
                }
            }
        }
    }
}
