namespace ReproBuild.Dockerfiles;

/// <summary>Takes a Dockerfile apart into nodes: the first of BuildKit's two passes, with the errors of that pass.</summary>
/// <remarks>BuildKit, <c>frontend/dockerfile/parser/parser.go</c>.</remarks>
internal sealed class DockerfileParser
{
    private readonly string text;
    private readonly string path;
    private readonly LineMap map;
    private readonly PhysicalLines lines;
    private readonly DirectiveReader directives = new();
    private readonly List<DockerfileNode> nodes = [];
    private readonly List<Instruction> instructions = [];
    private readonly List<ParserDirective> parserDirectives = [];
    private int blankStart = -1;

    public DockerfileParser(string text, string path) =>
        (this.text, this.path, map, lines) = (text, path, new LineMap(text), new PhysicalLines(text));

    public char Escape { get; private set; } = '\\';

    public LineMap Map => map;

    public IReadOnlyList<DockerfileNode> Nodes => nodes;

    public IReadOnlyList<Instruction> Instructions => instructions;

    public IReadOnlyList<ParserDirective> Directives => parserDirectives;

    public void Parse()
    {
        while (lines.MoveNext()) ReadNode();
        FlushBlank(text.Length);
        if (lines.TooLong)
        {
            throw DockerfileError.At(path, lines.Number + 1, 1,
                $"Line {lines.Number + 1} is longer than {PhysicalLines.MaxBytes - 1} bytes, which is the most that BuildKit takes. Break it with \"{Escape}\".");
        }
    }

    private void ReadNode()
    {
        int start = lines.Start;
        int content = start == 0 && text.StartsWith('\uFEFF') ? 1 : start;
        while (content < lines.End && char.IsWhiteSpace(text[content])) content++;

        var directive = ReadDirective(start, content);
        if (content == lines.End)
        {
            if (blankStart < 0) blankStart = start;
            return;
        }

        FlushBlank(start);
        if (directive is not null) Add(parserDirectives, directive);
        else if (text[content] == '#') nodes.Add(new DockerfileNode(DockerfileNodeKind.Comment, text, map.Span(start, lines.Next)));
        else Add(instructions, ReadInstruction(start, content));
    }

    private void Add<TNode>(List<TNode> kind, TNode node)
        where TNode : DockerfileNode
    {
        kind.Add(node);
        nodes.Add(node);
    }

    private void FlushBlank(int end)
    {
        if (blankStart < 0) return;
        nodes.Add(new DockerfileNode(DockerfileNodeKind.Blank, text, map.Span(blankStart, end)));
        blankStart = -1;
    }

    private ParserDirective? ReadDirective(int start, int content)
    {
        if (directives.Read(text, content, lines.End, out bool repeated) is not var (name, valueStart, valueEnd)) return null;

        var (line, column) = map.At(content);
        if (repeated) throw DockerfileError.At(path, line, column, $"The directive \"{name}\" may stand once only: remove this one.");

        string value = text[valueStart..valueEnd];
        if (name == "escape")
        {
            if (value is not ("\\" or "`"))
            {
                throw DockerfileError.At(path, line, column, $"The escape directive takes \"\\\" or \"`\", not \"{value}\".");
            }

            Escape = value[0];
        }

        return new ParserDirective(text, map.Span(start, lines.Next), name, value, map.Span(valueStart, valueEnd));
    }

    private Instruction ReadInstruction(int start, int content)
    {
        var logical = new LogicalLine(map, text);
        int firstLine = lines.Number;
        bool open = Append(logical, content);
        while (open && lines.MoveNext())
        {
            int first = lines.Start;
            while (first < lines.End && char.IsWhiteSpace(text[first])) first++;
            // Comments and empty lines inside a continuation are passed over; the continuation goes on behind them.
            if (first < lines.End && text[first] != '#') open = Append(logical, lines.Start);
        }

        var command = new CommandParser(path, logical, Escape).Parse();
        var heredocs = command.CanHoldHeredocs && logical.Text.AsSpan(logical.Start, logical.End - logical.Start).Contains("<<", StringComparison.Ordinal) ? ReadHeredocs(logical, firstLine) : (IReadOnlyList<Heredoc>)[];
        return new Instruction(text, map.Span(start, lines.Next), command, heredocs);
    }

    /// <returns>Whether the line goes on in the next one.</returns>
    private bool Append(LogicalLine logical, int from)
    {
        int end = lines.End;
        while (end > from && text[end - 1] is ' ' or '\t') end--;
        // An escape that is itself escaped goes on nowhere, except that BuildKit looks back by one character only.
        bool goesOn = end > from && text[end - 1] == Escape && (end - 1 == from || text[end - 2] != Escape);
        logical.Append(from, goesOn ? end - 1 : lines.End);
        return goesOn;
    }

    private List<Heredoc> ReadHeredocs(LogicalLine logical, int firstLine)
    {
        var heredocs = new List<Heredoc>();
        try
        {
            foreach (var opening in HeredocOpening.Find(logical.ToString())) heredocs.Add(ReadHeredoc(opening, firstLine));
        }
        catch (ShellSyntaxException e)
        {
            throw DockerfileError.At(path, firstLine, 1, $"The word that opens a heredoc cannot be read: {e.Message}");
        }

        return heredocs;
    }

    private Heredoc ReadHeredoc(HeredocOpening opening, int firstLine)
    {
        int start = lines.Next;
        while (lines.MoveNext())
        {
            int content = lines.Start;
            while (opening.StripTabs && content < lines.End && text[content] == '\t') content++;
            if (text.AsSpan(content, lines.End - content).SequenceEqual(opening.Name))
            {
                return new Heredoc(opening.Name, opening.FileDescriptor, opening.Expand, opening.StripTabs,
                    text[start..lines.Start], map.Span(start, lines.Start));
            }
        }

        throw DockerfileError.At(path, firstLine, 1,
            $"The heredoc that this instruction opens has no end: write a line that is exactly \"{opening.Name}\".");
    }
}
