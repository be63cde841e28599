using ReproBuild.Causes;

namespace ReproBuild.Core.Tests.Reporting;

/// <summary>A cause that says what a test wants it to say.</summary>
public sealed record TestCause(string Id, string Code, string Title) : ICause
{
    public Remedy Remedy { get; init; } = new("Remove it.");

    public Remedy RemedyFor(RemedyContext context) => Remedy;
}
