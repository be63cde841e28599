using System.Text;

namespace ReproBuild.Dockerfiles;

internal sealed partial class ShellLexer
{
    private bool KeepUnset => options.HasFlag(ShellLexerOptions.KeepUnset);

    private string ReadVariable()
    {
        position++;
        if (Peek() != '{')
        {
            string plain = ReadName();
            if (plain.Length == 0) return "$";
            return Get(plain) ?? (KeepUnset ? "$" + plain : "");
        }

        position++;
        switch (Peek())
        {
            case EndOfText: throw new ShellSyntaxException("\"${\" is not closed by \"}\".");
            case '{' or '}' or ':': throw new ShellSyntaxException("\"${\" must be followed by the name of a variable.");
        }

        string name = ReadName();
        int modifier = Next();
        switch (modifier)
        {
            case '}': return Get(name) ?? (KeepUnset ? "${" + name + "}" : "");
            case ':': return Modified(name, Next(), emptyIsUnset: true);
            case '+' or '-' or '?' or '#' or '%': return Modified(name, modifier, emptyIsUnset: false);
            case '/': return Replaced(name);
            case EndOfText: throw new ShellSyntaxException("\"${\" is not closed by \"}\".");
            default: throw new ShellSyntaxException($"\"${{{name}{(char)modifier}\" has a modifier that Dockerfiles do not know.");
        }
    }

    private string Modified(string name, int modifier, bool emptyIsUnset)
    {
        var (word, _) = ReadUntil('}', rawEscapes: modifier is '#' or '%');
        string? value = Get(name);
        string sign = (emptyIsUnset ? ":" : "") + (modifier == EndOfText ? "" : (char)modifier);
        if (value is null && KeepUnset) return $"${{{name}{sign}{word}}}";

        bool absent = value is null || (emptyIsUnset && value.Length == 0);
        switch (modifier)
        {
            case '-': return absent ? word : value!;
            case '+': return absent ? "" : word;
            case '?' when absent:
                string reason = value is null ? "it must be set" : "it must not be empty";
                throw new ShellSyntaxException($"{name}: {(word.Length > 0 ? word : reason)}");
            case '?': return value!;
            case '#' or '%':
                bool longest = word.Length > 0 && word[0] == modifier;
                string pattern = longest ? word[1..] : word;
                return modifier == '#'
                    ? ShellPattern.TrimStart(value ?? "", pattern, longest)
                    : ShellPattern.TrimEnd(value ?? "", pattern, longest);
            default: throw new ShellSyntaxException($"\"${{{name}{sign}\" has a modifier that Dockerfiles do not know.");
        }
    }

    private string Replaced(string name)
    {
        bool all = Peek() == '/';
        if (all) position++;
        var (pattern, _) = ReadUntil('/', rawEscapes: true);
        var (replacement, _) = ReadUntil('}', rawEscapes: true);
        string? value = Get(name);
        return value is null && KeepUnset
            ? $"${{{name}/{pattern}/{replacement}}}"
            : ShellPattern.Replace(value ?? "", pattern, replacement, all);
    }

    private string ReadName()
    {
        int start = position;
        if (char.IsDigit((char)Math.Max(Peek(), 0)))
        {
            while (position < source.Length && char.IsDigit(source[position])) position++;
            return source[start..position];
        }

        if (Peek() is '@' or '*' or '#' or '?' or '-' or '$' or '!') return ((char)Next()).ToString();

        while (position < source.Length && (char.IsLetterOrDigit(source[position]) || source[position] == '_')) position++;
        return source[start..position];
    }

    private string? Get(string name)
    {
        string? value = lookUp(name);
        (value is null ? unset : used).Add(name);
        return value;
    }

    /// <summary>Parts a result into words: at white space that was neither quoted nor escaped.</summary>
    private sealed class WordSplitter
    {
        private readonly List<string> words = [];
        private readonly StringBuilder word = new();

        public void AddUnquoted(char c)
        {
            if (!char.IsWhiteSpace(c)) word.Append(c);
            else if (word.Length > 0) Push();
        }

        public void AddUnquoted(string text)
        {
            foreach (char c in text) AddUnquoted(c);
        }

        public void AddQuoted(char c) => word.Append(c);

        public void AddQuoted(string text) => word.Append(text);

        public List<string> Finish()
        {
            if (word.Length > 0) Push();
            return words;
        }

        private void Push()
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
