using System.Text;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Linting.Shell;

internal sealed partial class ShellParser
{
    /// <summary>A word while it is read.</summary>
    private sealed class WordBuilder(ShellCommand owner)
    {
        private readonly StringBuilder text = new();
        private readonly List<int> offsets = [];

        public ShellCommand Owner => owner;

        public bool IsLiteral { get; set; } = true;

        public bool IsQuoted { get; set; }

        public List<string> Variables { get; } = [];

        public List<ShellCommand> Commands { get; } = [];

        public void Add(char c, int offset)
        {
            text.Append(c);
            offsets.Add(offset);
        }

        public ShellWord Finish(int start, int end) => new(new ScriptText(text.ToString(), [.. offsets]), start, end, IsLiteral, IsQuoted, Variables, Commands);
    }

    private ShellWord ReadWord(ShellCommand owner)
    {
        var word = new WordBuilder(owner);
        int start = position;
        while (!AtEnd && Current is not (' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or ')') && !(Current is '(' or '<' or '>' && !AtProcess(start)))
        {
            if (Current is '<' or '>') ReadProcess(word);
            else if (Current == '\'') ReadSingleQuotes(word);
            else if (Current == '"') ReadDoubleQuotes(word);
            else if (At("$'"))
            {
                position++;
                word.IsLiteral = false;
                ReadSingleQuotes(word);
            }
            else if (Current == '\\') ReadEscape(word);
            else if (!ReadExpansion(word)) TakeInto(word);
        }

        if (position == start && !AtEnd) throw new ShellSyntaxException("A word is missing.");
        return word.Finish(script.OffsetAt(start), position == start ? script.OffsetAt(start) : script.OffsetAt(position - 1) + 1);
    }

    // "<(command)", and only where a word begins: behind one, "<" redirects.
    private bool AtProcess(int wordStart) => position == wordStart && (At("<(") || At(">("));

    private void ReadProcess(WordBuilder word)
    {
        word.IsLiteral = false;
        int start = position;
        position += 2;
        ReadNested(word, start);
    }

    /// <summary>Reads the expansions of a here-document's body.</summary>
    private void ReadExpansions(ShellCommand owner)
    {
        var word = new WordBuilder(owner);
        while (!AtEnd)
        {
            if (Current == '\\' && position + 1 < text.Length) position += 2;
            else if (!ReadExpansion(word)) position++;
        }
    }

    private void TakeInto(WordBuilder word)
    {
        word.Add(text[position], script.OffsetAt(position));
        position++;
    }

    private void TakeInto(WordBuilder word, int start)
    {
        for (int i = start; i < position; i++) word.Add(text[i], script.OffsetAt(i));
    }

    private void ReadEscape(WordBuilder word)
    {
        word.IsQuoted = true;
        position++;
        if (AtEnd) return;
        if (Current == '\n') position++;
        else TakeInto(word);
    }

    private void ReadSingleQuotes(WordBuilder word)
    {
        word.IsQuoted = true;
        position++;
        while (Current != '\'')
        {
            if (AtEnd) throw new ShellSyntaxException("A quote is not closed.");
            TakeInto(word);
        }

        position++;
    }

    private void ReadDoubleQuotes(WordBuilder word)
    {
        word.IsQuoted = true;
        position++;
        while (Current != '"')
        {
            if (AtEnd) throw new ShellSyntaxException("A quote is not closed.");
            if (Current == '\\' && position + 1 < text.Length && text[position + 1] is '"' or '\\' or '$' or '`' or '\n') ReadEscape(word);
            else if (!ReadExpansion(word)) TakeInto(word);
        }

        position++;
    }

    /// <summary>Reads <c>$NAME</c>, <c>${…}</c>, <c>$(…)</c>, <c>$((…))</c> or backticks, if one begins here.</summary>
    private bool ReadExpansion(WordBuilder word)
    {
        int start = position;
        if (Current == '`') ReadBackticks(word);
        else if (Current != '$') return false;
        else if (Take("$(("))
        {
            position -= 2;
            SkipBrackets();
            TakeInto(word, start);
        }
        else if (Take("$(")) ReadNested(word, start);
        else if (Take("${")) ReadParameter(word, start);
        else if (!ReadVariable(word, start)) return false;
        word.IsLiteral = false;
        return true;
    }

    private void ReadNested(WordBuilder word, int start)
    {
        var (outer, first) = (within, commands.Count);
        within = word.Owner;
        ReadList(")", null);
        within = outer;
        Expect(")");
        word.Commands.AddRange(commands.Skip(first));
        TakeInto(word, start);
    }

    private void ReadBackticks(WordBuilder word)
    {
        var inner = new WordBuilder(word.Owner);
        int start = position++;
        while (Current != '`')
        {
            if (AtEnd) throw new ShellSyntaxException("A backtick is not closed.");
            if (Current == '\\' && position + 1 < text.Length && text[position + 1] is '`' or '\\' or '$') position++;
            TakeInto(inner);
        }

        position++;
        int first = commands.Count;
        new ShellParser(inner.Finish(0, 0).Script, commands, [], depth + 1) { within = word.Owner }.ReadList(null, null);
        word.Commands.AddRange(commands.Skip(first));
        TakeInto(word, start);
    }

    private void ReadParameter(WordBuilder word, int start)
    {
        int name = Current is '#' or '!' ? ++position : position;
        while (!AtEnd && ShellNames.IsNamePart(Current)) position++;
        word.Variables.Add(text[name..position]);
        // What stands behind the name may hold quotes and expansions of its own, and is part of the raw text as a whole.
        var inner = new WordBuilder(word.Owner);
        while (Current != '}')
        {
            if (AtEnd) throw new ShellSyntaxException("\"${\" is not closed.");
            if (Current == '\\') ReadEscape(inner);
            else if (Current == '"') ReadDoubleQuotes(inner);
            else if (!ReadExpansion(inner)) TakeInto(inner);
        }

        position++;
        word.Variables.AddRange(inner.Variables);
        word.Commands.AddRange(inner.Commands);
        TakeInto(word, start);
    }

    private bool ReadVariable(WordBuilder word, int start)
    {
        int end = start + 1;
        if (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '@' or '*' or '#' or '?' or '-' or '$' or '!')) end++;
        else while (end < text.Length && ShellNames.IsNamePart(text[end])) end++;
        if (end == start + 1) return false;

        word.Variables.Add(text[(start + 1)..end]);
        position = end;
        TakeInto(word, start);
        return true;
    }

    /// <summary>Passes over what brackets hold, brackets inside them counted.</summary>
    private void SkipBrackets()
    {
        int open = 0;
        do
        {
            if (AtEnd) throw new ShellSyntaxException("A bracket is not closed.");
            if (Current == '(') open++;
            else if (Current == ')') open--;
            position++;
        }
        while (open > 0);
    }
}
