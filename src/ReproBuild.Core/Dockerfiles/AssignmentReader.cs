namespace ReproBuild.Dockerfiles;

/// <summary>Reads the names and values of ARG, ENV and LABEL.</summary>
internal static class AssignmentReader
{
    /// <summary>Reads ENV and LABEL: <c>name=value …</c>, or the old <c>name value</c> where the first word has no equals sign.</summary>
    public static IReadOnlyList<VariableAssignment> Read(string path, LogicalLine line, int from, int to, char escape, string keyword)
    {
        // One is the rule, and then needs no list of its own.
        VariableAssignment? only = null;
        List<VariableAssignment>? assignments = null;
        for (int i = from; WordReader.Next(line.Text, ref i, to, escape) is var (start, end);)
        {
            if (!line.Text.AsSpan(start, end - start).Contains('='))
            {
                if (only is null) return [OldForm(path, line, from, to, keyword)];
                throw DockerfileError.At(path, line.Span(start, end),
                    $"{keyword}: \"{line.Text[start..end]}\" has no \"=\". Write name=value, and quote a value that holds a space.");
            }

            var assignment = Split(line, start, end);
            if (only is null) only = assignment;
            else (assignments ??= [only]).Add(assignment);
        }

        return assignments ?? (only is null ? (IReadOnlyList<VariableAssignment>)[] : [only]);
    }

    /// <summary>Reads ARG: <c>name</c> or <c>name=default</c>.</summary>
    public static (List<Word> Words, List<VariableAssignment> Assignments) OfArg(LogicalLine line, int from, int to, char escape)
    {
        var (words, assignments) = (new List<Word>(1), new List<VariableAssignment>(1));
        for (int i = from; WordReader.Next(line.Text, ref i, to, escape) is var (start, end);)
        {
            words.Add(new Word(line.Text[start..end], line.Span(start, end)));
            assignments.Add(Split(line, start, end));
        }

        return (words, assignments);
    }

    private static VariableAssignment OldForm(string path, LogicalLine line, int from, int to, string keyword)
    {
        int nameEnd = from;
        while (nameEnd < to && !Text.IsSeparator(line.Text[nameEnd])) nameEnd++;
        int valueStart = nameEnd;
        while (valueStart < to && Text.IsSeparator(line.Text[valueStart])) valueStart++;
        if (valueStart == nameEnd)
        {
            throw DockerfileError.At(path, line.Span(from, to),
                $"{keyword} needs a name and a value: write {keyword} {line.Text[from..to]}=value.");
        }

        return new VariableAssignment(
            line.Text[from..nameEnd], line.Text[valueStart..to], line.Span(from, nameEnd), line.Span(valueStart, to));
    }

    private static VariableAssignment Split(LogicalLine line, int start, int end)
    {
        int equals = line.Text.IndexOf('=', start, end - start);
        if (equals < 0) return new VariableAssignment(line.Text[start..end], null, line.Span(start, end), line.Span(end, end));
        return new VariableAssignment(
            line.Text[start..equals], line.Text[(equals + 1)..end], line.Span(start, equals), line.Span(equals + 1, end));
    }
}
