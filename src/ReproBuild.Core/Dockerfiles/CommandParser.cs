namespace ReproBuild.Dockerfiles;

/// <summary>Takes a logical line apart into keyword, flags and arguments, by the rule of its keyword.</summary>
/// <remarks>BuildKit, <c>frontend/dockerfile/parser</c>: split_command.go, line_parsers.go.</remarks>
internal sealed class CommandParser(string path, LogicalLine line, char escape)
{
    public Command Parse() => Parse(0, line.Text.Length, depth: 0);

    private Command Parse(int start, int end, int depth)
    {
        string text = line.Text;
        (start, end) = Text.Trim(text, start, end);
        int keywordEnd = start;
        while (keywordEnd < end && !Text.IsSeparator(text[keywordEnd])) keywordEnd++;
        string keyword = text[start..keywordEnd];

        var flags = FlagReader.Read(line, keywordEnd, end, out int argumentStart);
        (int from, int to) = Text.Trim(text, argumentStart, end);
        var command = new Command(
            keyword, line.Span(start, keywordEnd), text[start..end], flags, text[from..to], line.Span(from, to), [], [], false, null);

        return keyword.ToUpperInvariant() switch
        {
            "ARG" => WithArgs(command, from, to),
            "ENV" or "LABEL" => command with { Assignments = AssignmentReader.Read(path, line, from, to, escape, keyword) },
            "ADD" or "COPY" or "VOLUME" => Json(command, from, to) ?? command with { Arguments = Separated(from, to) },
            "EXPOSE" or "FROM" => command with { Arguments = Separated(from, to) },
            "RUN" or "CMD" or "ENTRYPOINT" or "SHELL" => Json(command, from, to) ?? command with { Arguments = Whole(from, to) },
            "HEALTHCHECK" => Health(command, from, to),
            "MAINTAINER" or "STOPSIGNAL" or "USER" or "WORKDIR" => command with { Arguments = Whole(from, to) },
            "ONBUILD" when to > from => command with { Trigger = Trigger(from, to, depth) },
            _ => command,
        };
    }

    // BuildKit parses ONBUILD ONBUILD ONBUILD … as deep as it goes and refuses it afterwards: two levels are enough to see it.
    private Command? Trigger(int from, int to, int depth) => depth < 2 ? Parse(from, to, depth + 1) : null;

    private Command WithArgs(Command command, int from, int to)
    {
        var words = WordReader.Read(line, from, to, escape);
        return command with { Arguments = words, Assignments = AssignmentReader.OfArg(line, words) };
    }

    private Command Health(Command command, int from, int to)
    {
        int typeEnd = from;
        while (typeEnd < to && !char.IsWhiteSpace(line.Text[typeEnd])) typeEnd++;
        if (typeEnd == from) return command;

        var type = new Word(line.Text[from..typeEnd], line.Span(from, typeEnd));
        (from, to) = Text.Trim(line.Text, typeEnd, to);
        var rest = Json(command, from, to) ?? command with { Arguments = Whole(from, to) };
        return rest with { Arguments = [type, .. rest.Arguments] };
    }

    private Command? Json(Command command, int from, int to) =>
        JsonForm.TryRead(path, line, from, to, out var words) ? command with { Arguments = words, IsJson = true } : null;

    private List<Word> Whole(int from, int to) =>
        to > from ? [new Word(line.Text[from..to], line.Span(from, to))] : [];

    private List<Word> Separated(int from, int to)
    {
        var words = new List<Word>();
        for (int i = from; i < to;)
        {
            while (i < to && Text.IsSeparator(line.Text[i])) i++;
            int start = i;
            while (i < to && !Text.IsSeparator(line.Text[i])) i++;
            if (i > start) words.Add(new Word(line.Text[start..i], line.Span(start, i)));
        }

        return words;
    }
}
