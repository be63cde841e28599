using System.Globalization;
using ReproBuild.Diagnostics;

namespace ReproBuild.Dockerfiles;

/// <summary>A Dockerfile, read as BuildKit reads it, with nothing of its text lost.</summary>
public sealed partial class Dockerfile
{
    private Dockerfile(string text, string path, SyntaxReference? syntax, DockerfileParser parser)
    {
        Text = text;
        Path = path;
        Nodes = parser.Nodes;
        Map = parser.Map;
        EscapeChar = parser.Escape;
        Syntax = syntax;
        Instructions = parser.Instructions;
        Directives = parser.Directives;
        (GlobalArguments, Stages) = StageReader.Read(this);
        StageBases.SetDefaults(this);
    }

    /// <summary>The absolute path that diagnostics name.</summary>
    public string Path { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>All parts of the file in order: their <see cref="DockerfileNode.RawText"/>, joined, is <see cref="Text"/>.</summary>
    public IReadOnlyList<DockerfileNode> Nodes { get; }

    /// <summary>The instructions in order.</summary>
    public IReadOnlyList<Instruction> Instructions { get; }

    /// <summary>The directives at the top.</summary>
    public IReadOnlyList<ParserDirective> Directives { get; }

    /// <summary>The ARGs before the first FROM.</summary>
    public IReadOnlyList<Instruction> GlobalArguments { get; }

    /// <summary>The stages in order; at least one.</summary>
    public IReadOnlyList<Stage> Stages { get; }

    /// <summary>The escape character: <c>\</c> or <c>`</c>.</summary>
    public char EscapeChar { get; }

    /// <summary>The frontend that the file asks for; null when it leaves that to the builder.</summary>
    public SyntaxReference? Syntax { get; }

    /// <summary>Lines and columns of <see cref="Text"/>.</summary>
    internal LineMap Map { get; }

    /// <summary>The stage that a build makes.</summary>
    /// <param name="target">The stage's name or number; null or empty for the last stage.</param>
    /// <exception cref="ReproException">REPRO1005: there is no such stage.</exception>
    public Stage Target(string? target)
    {
        if (string.IsNullOrEmpty(target)) return Stages[^1];
        if (StageBases.Find(this, target, Stages.Count) is { } named) return named;
        if (int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < Stages.Count) return Stages[index];

        string names = string.Join(", ", Stages.Select(s => s.Name).OfType<string>().Distinct());
        throw new ReproException(new Diagnostic(DiagnosticCodes.BadProperty,
            $"The target \"{target}\" is no stage of the Dockerfile. {(names.Length > 0 ? "Its named stages: " + names + "." : "None of its stages has a name.")}",
            File: Path));
    }

    /// <summary>Reads a Dockerfile.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The absolute path that diagnostics name; the file is not opened.</param>
    /// <exception cref="ReproException">REPRO3002, with line and column: BuildKit would refuse the file.</exception>
    public static Dockerfile Parse(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        var syntax = SyntaxReference.Detect(text);
        if (syntax is { Form: not SyntaxForm.Directive })
        {
            throw DockerfileError.At(path, syntax.Span,
                $"The file is written for the frontend {syntax.Reference} and is no Dockerfile: only that frontend can read it.");
        }

        var parser = new DockerfileParser(text, path);
        parser.Parse();
        if (parser.Instructions.Count == 0)
        {
            int line = parser.Map.At(text.Length).Line;
            throw DockerfileError.At(path, line, 1, "The Dockerfile has no instructions. It needs at least FROM.");
        }

        return new Dockerfile(text, path, syntax, parser);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
