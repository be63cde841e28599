namespace ReproBuild.Dockerfiles;

/// <summary>A part of a Dockerfile. The spans of all nodes, one after the other, are the whole file.</summary>
public class DockerfileNode
{
    private readonly string source;

    internal DockerfileNode(DockerfileNodeKind kind, string source, SourceSpan span) =>
        (Kind, this.source, Span) = (kind, source, span);

    /// <summary>What the node is.</summary>
    public DockerfileNodeKind Kind { get; }

    /// <summary>The whole lines of the node, with their line breaks.</summary>
    public SourceSpan Span { get; }

    /// <summary>The text exactly as it stands in the file.</summary>
    public string RawText => Span.Of(source);
}
