namespace ReproBuild.Dockerfiles;

/// <summary>Reads the names and values of ARG, ENV and LABEL.</summary>
internal static class AssignmentReader
{
    /// <summary>Reads ENV and LABEL: <c>name=value …</c>, or the old <c>name value</c> where the first word has no equals sign.</summary>
    public static List<VariableAssignment> Read(string path, LogicalLine line, int from, int to, char escape, string keyword)
    {
        var words = WordReader.Read(line, from, to, escape);
        if (words.Count == 0) return [];
        if (!words[0].Text.Contains('=', StringComparison.Ordinal)) return [OldForm(path, line, from, to, keyword)];

        var assignments = new List<VariableAssignment>(words.Count);
        foreach (var word in words)
        {
            if (!word.Text.Contains('=', StringComparison.Ordinal))
            {
                throw DockerfileError.At(path, word.Span,
                    $"{keyword.ToUpperInvariant()}: \"{word.Text}\" has no \"=\". Write name=value, and quote a value that holds a space.");
            }

            assignments.Add(Split(line, word));
        }

        return assignments;
    }

    /// <summary>Reads ARG: <c>name</c> or <c>name=default</c>.</summary>
    public static List<VariableAssignment> OfArg(LogicalLine line, List<Word> words) => words.ConvertAll(w => Split(line, w));

    private static VariableAssignment OldForm(string path, LogicalLine line, int from, int to, string keyword)
    {
        int nameEnd = from;
        while (nameEnd < to && !Text.IsSeparator(line.Text[nameEnd])) nameEnd++;
        int valueStart = nameEnd;
        while (valueStart < to && Text.IsSeparator(line.Text[valueStart])) valueStart++;
        if (valueStart == nameEnd)
        {
            throw DockerfileError.At(path, line.Span(from, to),
                $"{keyword.ToUpperInvariant()} needs a name and a value: write {keyword.ToUpperInvariant()} {line.Text[from..to]}=value.");
        }

        return new VariableAssignment(
            line.Text[from..nameEnd], line.Text[valueStart..to], line.Span(from, nameEnd), line.Span(valueStart, to));
    }

    private static VariableAssignment Split(LogicalLine line, Word word)
    {
        int equals = word.Text.IndexOf('=', StringComparison.Ordinal);
        int start = line.Find(word.Span.Offset), end = start + word.Text.Length;
        if (equals < 0) return new VariableAssignment(word.Text, null, word.Span, line.Span(end, end));
        return new VariableAssignment(
            word.Text[..equals], word.Text[(equals + 1)..], line.Span(start, start + equals), line.Span(start + equals + 1, end));
    }
}
