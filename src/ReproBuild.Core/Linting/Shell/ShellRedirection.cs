namespace ReproBuild.Linting.Shell;

/// <summary>A redirection of a command.</summary>
/// <param name="Descriptor">The number before the operator; empty without one.</param>
/// <param name="Operator"><c>&gt;</c>, <c>&gt;&gt;</c>, <c>&amp;&gt;</c>, <c>&lt;</c>, <c>&lt;&lt;</c> …</param>
/// <param name="Target">The word behind it.</param>
internal sealed record ShellRedirection(string Descriptor, string Operator, ShellWord Target)
{
    /// <summary>Whether what the command prints goes there.</summary>
    public bool TakesOutput => Operator.Contains('>', StringComparison.Ordinal) && Operator != "<>" && Descriptor is "" or "1";
}
