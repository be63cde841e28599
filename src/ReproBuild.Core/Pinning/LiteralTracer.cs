using System.Text.RegularExpressions;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Pinning;

/// <summary>Finds out where the text that a word expands to stands literally, so that a digest can be written there.</summary>
internal sealed partial class LiteralTracer(Dockerfile dockerfile, VariableScope scope)
{
    // Long chains of ARGs that each stand for the next are nobody's way to name an image.
    private const int MaxSteps = 16;

    private readonly List<Variable> variables = [];

    /// <param name="span">Where the word stands.</param>
    /// <param name="expected">What the word expands to.</param>
    /// <returns>The place of exactly that text, if there is one, and the variables on the way to it.</returns>
    public (SourceSpan? Literal, IReadOnlyList<Variable> Variables) Trace(SourceSpan span, string expected)
    {
        var literal = Follow(span, MaxSteps);
        return (literal is { } found && found.Of(dockerfile.Text) == expected ? found : null, variables);
    }

    private SourceSpan? Follow(SourceSpan span, int steps)
    {
        string written = span.Of(dockerfile.Text);
        if (written.Length > 1 && written[0] is '"' or '\'' && written[^1] == written[0])
        {
            span = Sub(span, 1, written.Length - 2);
            written = written[1..^1];
        }

        var match = OneVariable().Match(written);
        if (!match.Success || steps == 0)
        {
            foreach (Match name in AnyVariable().Matches(written)) Note(name.Groups[1].Value);
            return span;
        }

        var variable = Note(match.Groups["name"].Value);
        bool takesDefault = match.Groups["default"].Success
            && (variable is null || (match.Groups["colon"].Length > 0 && variable.Value.Length == 0));
        if (takesDefault) return Follow(Sub(span, match.Groups["default"].Index, match.Groups["default"].Length), steps - 1);

        return variable is { Origin: VariableOrigin.Default or VariableOrigin.Env, Assignment: { Value: not null } assignment }
            ? Follow(assignment.ValueSpan, steps - 1)
            : null;
    }

    private Variable? Note(string name)
    {
        var variable = scope.Find(name);
        if (variable is not null && !variables.Contains(variable)) variables.Add(variable);
        return variable;
    }

    private SourceSpan Sub(SourceSpan span, int start, int length) =>
        dockerfile.Map.Span(span.Offset + start, span.Offset + start + length);

    [GeneratedRegex(@"\A\$(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)|\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:(?<colon>:?)-(?<default>[^{}]*|\$\{[^{}]*\}))?\})\z", RegexOptions.CultureInvariant)]
    private static partial Regex OneVariable();

    [GeneratedRegex(@"\$\{?([A-Za-z_][A-Za-z0-9_]*)", RegexOptions.CultureInvariant)]
    private static partial Regex AnyVariable();
}
