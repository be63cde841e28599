namespace ReproBuild.Dockerfiles;

/// <summary>A directive at the top of a Dockerfile: <c># name=value</c>.</summary>
public sealed class ParserDirective : DockerfileNode
{
    internal ParserDirective(string source, SourceSpan span, string name, string value, SourceSpan valueSpan)
        : base(DockerfileNodeKind.Directive, source, span) => (Name, Value, ValueSpan) = (name, value, valueSpan);

    /// <summary><c>syntax</c>, <c>escape</c> or <c>check</c>, in lower case.</summary>
    public string Name { get; }

    /// <summary>The value, without white space around it.</summary>
    public string Value { get; }

    /// <summary>Where <see cref="Value"/> stands.</summary>
    public SourceSpan ValueSpan { get; }
}
