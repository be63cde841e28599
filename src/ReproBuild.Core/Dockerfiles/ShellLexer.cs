using System.Runtime.CompilerServices;
using System.Text;

namespace ReproBuild.Dockerfiles;

/// <summary>Resolves quotes, escapes and variables of one text, as BuildKit does for FROM, ARG, ENV and their like.</summary>
/// <remarks>BuildKit, <c>frontend/dockerfile/shell</c>. Variables are looked up by exact name.</remarks>
internal sealed partial class ShellLexer
{
    /// <summary>The longest result: far beyond any name, and far below what ARGs that double each other could fill memory with.</summary>
    internal const int MaxLength = 1 << 20;

    private const int EndOfText = -1;

    private readonly string source;
    private readonly char escape;
    private readonly ShellLexerOptions options;
    private readonly Func<string, string?> lookUp;
    private readonly HashSet<string> used = [];
    private readonly HashSet<string> unset = [];
    private int position;

    private ShellLexer(string source, char escape, ShellLexerOptions options, Func<string, string?> lookUp) =>
        (this.source, this.escape, this.options, this.lookUp) = (source, escape, options, lookUp);

    /// <param name="source">The text.</param>
    /// <param name="escape">The Dockerfile's escape character.</param>
    /// <param name="lookUp">Gives a variable's value; null when it is not set.</param>
    /// <param name="options">What is to be left as written.</param>
    /// <exception cref="ShellSyntaxException">A quote or brace is not closed, a modifier is unknown, or <c>${x:?}</c> says no.</exception>
    public static ShellExpansion Process(
        string source, char escape, Func<string, string?> lookUp, ShellLexerOptions options = ShellLexerOptions.None)
    {
        var lexer = new ShellLexer(source, escape, options, lookUp);
        var (text, words) = lexer.ReadUntil(EndOfText, options.HasFlag(ShellLexerOptions.RawEscapes));
        return new ShellExpansion(text, words, [.. lexer.used], [.. lexer.unset]);
    }

    internal static void Guard(int length)
    {
        if (length > MaxLength) throw new ShellSyntaxException($"It expands to more than {MaxLength} characters.");
    }

    private int Peek() => position < source.Length ? source[position] : EndOfText;

    private int Next() => position < source.Length ? source[position++] : EndOfText;

    private (string Text, List<string> Words) ReadUntil(int stop, bool rawEscapes)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ShellSyntaxException("Variables are nested too deeply.");
        }

        var result = new StringBuilder();
        var words = new WordSplitter();
        for (int c = Peek(); c != EndOfText; c = Peek())
        {
            if (c == stop)
            {
                position++;
                return (result.ToString(), words.Finish());
            }

            if (c == '$')
            {
                string value = ReadVariable();
                Guard(result.Length + value.Length);
                result.Append(value);
                words.AddUnquoted(value);
            }
            else if (c is '\'' or '"')
            {
                string value = c == '"' ? ReadDoubleQuoted(rawEscapes) : ReadSingleQuoted();
                result.Append(value);
                words.AddQuoted(value);
            }
            else
            {
                ReadPlain(result, words, rawEscapes);
            }
        }

        return stop == EndOfText
            ? (result.ToString(), words.Finish())
            : throw new ShellSyntaxException($"There is no \"{(char)stop}\" to end a \"${{\".");
    }

    private void ReadPlain(StringBuilder result, WordSplitter words, bool rawEscapes)
    {
        char c = source[position++];
        if (c != escape)
        {
            words.AddUnquoted(c);
            result.Append(c);
            return;
        }

        if (rawEscapes)
        {
            words.AddQuoted(c);
            result.Append(c);
        }

        int escaped = Next();
        if (escaped == EndOfText) return;
        words.AddQuoted((char)escaped);
        result.Append((char)escaped);
    }

    private string ReadSingleQuoted()
    {
        int close = source.IndexOf('\'', position + 1);
        if (close < 0) throw new ShellSyntaxException("A single quote is not closed.");

        bool raw = options.HasFlag(ShellLexerOptions.RawQuotes);
        string value = raw ? source[position..(close + 1)] : source[(position + 1)..close];
        position = close + 1;
        return value;
    }

    private string ReadDoubleQuoted(bool rawEscapes)
    {
        var result = new StringBuilder();
        bool rawQuotes = options.HasFlag(ShellLexerOptions.RawQuotes);
        if (rawQuotes) result.Append('"');
        position++;
        for (int c = Peek(); c != EndOfText; c = Peek())
        {
            if (c == '$')
            {
                string value = ReadVariable();
                Guard(result.Length + value.Length);
                result.Append(value);
                continue;
            }

            position++;
            if (c == '"')
            {
                if (rawQuotes) result.Append('"');
                return result.ToString();
            }

            if (c == escape)
            {
                if (rawEscapes) result.Append(escape);
                int escaped = Peek();
                if (escaped == EndOfText) continue;
                // Other escapes stay as they are; BuildKit then writes the escape twice where escapes are kept raw.
                if (escaped == '"' || escaped == '$' || escaped == escape) c = Next();
            }

            result.Append((char)c);
        }

        throw new ShellSyntaxException("A double quote is not closed.");
    }
}
