namespace ReproBuild.Dockerfiles;

/// <summary>What a <see cref="DockerfileNode"/> is.</summary>
public enum DockerfileNodeKind
{
    /// <summary>One or more lines of white space.</summary>
    Blank,

    /// <summary>A line that starts with <c>#</c> and is no directive.</summary>
    Comment,

    /// <summary>A parser directive at the top: <see cref="ParserDirective"/>.</summary>
    Directive,

    /// <summary>An instruction with its continuations, the comments inside them, and its heredocs: <see cref="Instruction"/>.</summary>
    Instruction,
}
