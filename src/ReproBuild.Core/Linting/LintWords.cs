using ReproBuild.Causes;

namespace ReproBuild.Linting;

/// <summary>What a rule tells.</summary>
internal sealed record LintWords(string Code, string Title, string Sentence, Remedy Remedy);
