namespace ReproBuild.Dockerfiles;

/// <summary>Takes a logical line apart into keyword, flags and arguments, by the rule of its keyword.</summary>
/// <remarks>BuildKit, <c>frontend/dockerfile/parser</c>: split_command.go, line_parsers.go.</remarks>
internal readonly struct CommandParser(string path, LogicalLine line, char escape)
{
    public Command Parse() => Parse(line.Start, line.End, depth: 0);

    private Command Parse(int start, int end, int depth)
    {
        string text = line.Text;
        (start, end) = Text.Trim(text, start, end);
        int keywordEnd = start;
        while (keywordEnd < end && !Text.IsSeparator(text[keywordEnd])) keywordEnd++;

        string keyword = Keywords.Upper(text.AsSpan(start, keywordEnd - start));
        var flags = FlagReader.Read(line, keywordEnd, end, out int argumentStart);
        (int from, int to) = Text.Trim(text, argumentStart, end);
        var command = new Command(line, (start, end), keyword, (from, to), flags);
        switch (keyword)
        {
            case "RUN" or "CMD" or "ENTRYPOINT" or "SHELL":
                ReadJson(command, from, to);
                break;
            case "ADD" or "COPY" or "VOLUME":
                if (!ReadJson(command, from, to)) command.Arguments = Separated(from, to);
                break;
            case "ENV" or "LABEL":
                (command.Arguments, command.Assignments) = ([], AssignmentReader.Read(path, line, from, to, escape, keyword));
                break;
            case "ARG":
                (command.Arguments, command.Assignments) = AssignmentReader.OfArg(line, from, to, escape);
                break;
            case "EXPOSE" or "FROM":
                command.Arguments = Separated(from, to);
                break;
            case "HEALTHCHECK":
                ReadHealth(command, from, to);
                break;
            case "MAINTAINER" or "STOPSIGNAL" or "USER" or "WORKDIR":
                break;
            default:
                command.Arguments = [];
                // BuildKit parses ONBUILD ONBUILD ONBUILD … as deep as it goes and refuses it afterwards: two levels are enough to see it.
                if (keyword == "ONBUILD" && to > from && depth < 2) command.Trigger = Parse(from, to, depth + 1);
                break;
        }

        return command;
    }

    private void ReadHealth(Command command, int from, int to)
    {
        int typeEnd = from;
        while (typeEnd < to && !char.IsWhiteSpace(line.Text[typeEnd])) typeEnd++;
        if (typeEnd == from) return;

        var type = new Word(line.Text[from..typeEnd], line.Span(from, typeEnd));
        (from, to) = Text.Trim(line.Text, typeEnd, to);
        if (!ReadJson(command, from, to)) command.Arguments = to > from ? [new Word(line.Text[from..to], line.Span(from, to))] : [];
        command.Arguments = [type, .. command.Arguments];
    }

    private bool ReadJson(Command command, int from, int to)
    {
        if (!JsonForm.TryRead(path, line, from, to, out var words)) return false;

        (command.Arguments, command.IsJson) = (words, true);
        return true;
    }

    private Word[] Separated(int from, int to)
    {
        int count = 0;
        for (int i = from; NextSeparated(ref i, to) is not null;) count++;

        var words = new Word[count];
        count = 0;
        for (int i = from; NextSeparated(ref i, to) is var (start, end);) words[count++] = new Word(line.Text[start..end], line.Span(start, end));
        return words;
    }

    private (int Start, int End)? NextSeparated(ref int i, int to)
    {
        while (i < to && Text.IsSeparator(line.Text[i])) i++;
        int start = i;
        while (i < to && !Text.IsSeparator(line.Text[i])) i++;
        return i > start ? (start, i) : null;
    }
}
