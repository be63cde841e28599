namespace ReproBuild.Linting;

/// <summary>One thing that makes images differ. Stateless.</summary>
internal interface ILintRule
{
    /// <summary>Where it stands in a Dockerfile.</summary>
    IEnumerable<LintFinding> Check(LintSubject subject);
}
