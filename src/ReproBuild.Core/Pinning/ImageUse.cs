using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>One place where a build uses an image, and where the image's name is written.</summary>
public sealed record ImageUse
{
    /// <summary>How the image is used.</summary>
    public required ImageUseKind Kind { get; init; }

    /// <summary>What is written there, variables not resolved.</summary>
    public required string Expression { get; init; }

    /// <summary>The expression with its variables resolved; null when that cannot be done.</summary>
    public string? Text { get; init; }

    /// <summary><see cref="Text"/> as a reference; null when it is none.</summary>
    public ImageReference? Reference { get; init; }

    /// <summary>Why there is no <see cref="Text"/> or no <see cref="Reference"/>; null when there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>The absolute path of the file that it is written in; null for what comes from no file.</summary>
    public string? File { get; init; }

    /// <summary>Where the expression stands in <see cref="File"/>: what a diagnostic points at.</summary>
    public SourceSpan? Place { get; init; }

    /// <summary>
    /// Where the whole of <see cref="Text"/> stands literally: at <see cref="Place"/>, inside it, or in the default of an ARG. A digest is
    /// written there. Null when the text is put together from parts, or comes from a build argument.
    /// </summary>
    public SourceSpan? Literal { get; init; }

    /// <summary>The variables that the expression is made of, in the order in which they lead to the literal.</summary>
    public IReadOnlyList<Variable> Variables { get; init; } = [];

    /// <summary>The variables of the expression that have no value.</summary>
    public IReadOnlyList<string> UnsetVariables { get; init; } = [];

    /// <summary>The stage that uses it; null for what belongs to none.</summary>
    public Stage? Stage { get; init; }

    /// <summary>The platform that FROM asks for, variables resolved; null where it asks for none.</summary>
    public string? Platform { get; init; }

    /// <summary>Whether the stage is part of what the target builds.</summary>
    public bool IsBuilt { get; init; } = true;

    /// <summary>The name of the build context, for <see cref="ImageUseKind.BuildContext"/>; that of the builder, for <see cref="ImageUseKind.Builder"/>.</summary>
    public string? ContextName { get; init; }
}
