using ReproBuild.Dockerfiles;

namespace ReproBuild.Linting.Shell;

/// <summary>
/// Splits a shell script into its commands: those of lists, pipelines, groups, conditions, loops and functions, of <c>$(…)</c>, of here-documents
/// and of <c>sh -c</c>. What is not understood makes the whole script unknown, so that nothing is said of what was only half read.
/// </summary>
/// <remarks>POSIX.1-2024, Shell Command Language, and what bash adds where Dockerfiles use it.</remarks>
internal sealed partial class ShellParser
{
    private const int MaxDepth = 40;

    private readonly ScriptText script;
    private readonly string text;
    private readonly List<ShellCommand> commands;
    private readonly Queue<ScriptText> bodies;
    private readonly List<(ShellCommand Command, string Delimiter, bool StripTabs, bool Expand)> openHeredocs = [];
    private readonly int depth;
    private ShellCommand? within;
    private int nesting;
    private int position;

    private ShellParser(ScriptText script, List<ShellCommand> commands, IEnumerable<ScriptText> bodies, int depth)
    {
        if (depth > MaxDepth) throw new ShellSyntaxException("Scripts are nested too deeply.");
        (this.script, text, this.commands, this.bodies, this.depth) = (script, script.Text, commands, new Queue<ScriptText>(bodies), depth);
    }

    /// <summary>The commands in the order in which they begin; none where the script cannot be read.</summary>
    /// <param name="script">The script.</param>
    /// <param name="heredocs">The here-documents that stand behind it and not in it.</param>
    public static IReadOnlyList<ShellCommand> Parse(ScriptText script, IEnumerable<ScriptText> heredocs) => TryParse(script, heredocs, null, 0);

    /// <summary>The commands that a command without a script of its own runs, and itself: <c>["sh", "-c", "…"]</c>.</summary>
    public static IReadOnlyList<ShellCommand> Parse(ShellCommand command) => [command, .. NestedScript(command, 1)];

    private static List<ShellCommand> TryParse(ScriptText script, IEnumerable<ScriptText> heredocs, ShellCommand? group, int depth)
    {
        try
        {
            var parser = new ShellParser(script, [], heredocs, depth);
            parser.ReadList(null, group);
            // Here, and not while reading: a script inside a script that cannot be read leaves the outer one as it is.
            return [.. parser.commands.SelectMany(c => (ShellCommand[])[c, .. NestedScript(c, depth + 1)])];
        }
        catch (ShellSyntaxException)
        {
            return [];
        }
    }

    /// <summary>What <c>sh -c '…'</c> and <c>bash &lt;&lt;EOF</c> run.</summary>
    private static List<ShellCommand> NestedScript(ShellCommand command, int depth)
    {
        // RUN <<EOF: a here-document by itself is the script, unless its first line names something else to run it.
        bool isScript = command is { Words.Count: 0, Assignments.Count: 0, Heredocs.Count: > 0 };
        if (isScript) return command.Heredocs[0] is var own && RunsInShell(own.Text) ? TryParse(own, [], command, depth) : [];
        if (!ShellNames.IsShell(command.Name)) return [];

        var arguments = command.Arguments.ToList();
        int at = arguments.FindIndex(a => a.Text.Length > 1 && a.Text[0] == '-' && a.Text[1] != '-' && a.Text.EndsWith('c'));
        if (at >= 0) return at + 1 < arguments.Count ? TryParse(arguments[at + 1].Script, [], command, depth) : [];
        return command.Heredocs is [.., var body] && arguments.All(a => a.Text.StartsWith('-')) ? TryParse(body, [], command, depth) : [];
    }

    private static bool RunsInShell(string body)
    {
        if (!body.StartsWith("#!", StringComparison.Ordinal)) return true;
        string[] words = body[2..].Split('\n')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Any(w => ShellNames.IsShell(w));
    }

    private bool AtEnd => position >= text.Length;

    private char Current => AtEnd ? '\0' : text[position];

    private bool At(string token) => string.CompareOrdinal(text, position, token, 0, token.Length) == 0;

    private bool Take(string token)
    {
        if (!At(token)) return false;
        position += token.Length;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token)) throw new ShellSyntaxException($"\"{token}\" is missing.");
    }

    /// <summary>Passes over blanks, escaped line breaks and comments.</summary>
    private void SkipBlanks()
    {
        while (!AtEnd)
        {
            if (text[position] is ' ' or '\t' or '\r') position++;
            else if (At("\\\n")) position += 2;
            else if (text[position] == '#') SkipToLineEnd();
            else return;
        }
    }

    private void SkipToLineEnd()
    {
        while (!AtEnd && text[position] != '\n') position++;
    }

    private void SkipSpace()
    {
        for (SkipBlanks(); Current == '\n' && !AtEnd; SkipBlanks())
        {
            position++;
            ReadHeredocBodies();
        }
    }

    /// <summary>The word at hand where it may be one that the shell reserves.</summary>
    private string Keyword()
    {
        int end = position;
        while (end < text.Length && (ShellNames.IsNamePart(text[end]) || text[end] is '{' or '}' or '!' or '[' or ']')) end++;
        return end == text.Length || text[end] is ' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>' ? text[position..end] : "";
    }
}
