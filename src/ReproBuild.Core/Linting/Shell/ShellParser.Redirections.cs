using ReproBuild.Dockerfiles;

namespace ReproBuild.Linting.Shell;

internal sealed partial class ShellParser
{
    // The longest first.
    private static readonly string[] Operators = ["&>>", "&>", "<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">"];

    private bool ReadRedirection(ShellCommand command)
    {
        int digits = position;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        if (digits >= text.Length || text[digits] is not ('<' or '>' or '&') || (text[digits] == '&' && digits > position)) return false;

        int start = position;
        string descriptor = text[position..digits];
        position = digits;
        string? found = Operators.FirstOrDefault(At);
        // "<(command)" is a word.
        if (found is null || (found is "<" or ">" && position + 1 < text.Length && text[position + 1] == '('))
        {
            position = start;
            return false;
        }

        position += found.Length;
        SkipBlanks();
        var target = ReadWord(command);
        if (target.Text.Length == 0 && !target.IsQuoted) throw new ShellSyntaxException("A redirection leads nowhere.");
        command.Redirections.Add(new ShellRedirection(descriptor, found, target));
        if (found is "<<" or "<<-") OpenHeredoc(command, target, found == "<<-");
        return true;
    }

    private void OpenHeredoc(ShellCommand command, ShellWord delimiter, bool stripTabs)
    {
        if (bodies.TryDequeue(out var body)) AddBody(command, body, !delimiter.IsQuoted);
        else openHeredocs.Add((command, delimiter.Text, stripTabs, !delimiter.IsQuoted));
    }

    private void ReadHeredocBodies()
    {
        foreach (var (command, delimiter, stripTabs, expand) in openHeredocs)
        {
            int start = position;
            while (true)
            {
                if (AtEnd) throw new ShellSyntaxException("A here-document has no end.");
                int line = position;
                SkipToLineEnd();
                string content = text[line..position];
                if (!AtEnd) position++;
                if ((stripTabs ? content.TrimStart('\t') : content) != delimiter) continue;
                AddBody(command, script.Part(start, line), expand);
                break;
            }
        }

        openHeredocs.Clear();
    }

    private void AddBody(ShellCommand command, ScriptText body, bool expand)
    {
        command.Heredocs.Add(body);
        // The script of "RUN <<EOF" is expanded by the shell that runs it.
        if (expand && command.Words.Count + command.Assignments.Count > 0 && !ShellNames.IsShell(command.Name))
            new ShellParser(body, commands, [], depth + 1).ReadExpansions(command);
    }
}
