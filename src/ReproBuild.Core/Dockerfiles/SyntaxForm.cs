namespace ReproBuild.Dockerfiles;

/// <summary>How a file asks for its frontend.</summary>
public enum SyntaxForm
{
    /// <summary><c># syntax=image</c>.</summary>
    Directive,

    /// <summary><c>// syntax=image</c>: the file is no Dockerfile.</summary>
    SlashComment,

    /// <summary>A JSON object with a property <c>syntax</c>: the file is no Dockerfile.</summary>
    Json,
}
