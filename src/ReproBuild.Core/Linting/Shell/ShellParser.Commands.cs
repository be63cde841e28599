using ReproBuild.Dockerfiles;

namespace ReproBuild.Linting.Shell;

internal sealed partial class ShellParser
{
    /// <summary>Reads commands up to a closing word, which is left where it is; null for the end of the script.</summary>
    private void ReadList(string? closer, ShellCommand? group)
    {
        if (++nesting > MaxDepth) throw new ShellSyntaxException("Commands are nested too deeply.");
        while (true)
        {
            SkipSpace();
            if (AtEnd && closer is not null) throw new ShellSyntaxException($"\"{closer}\" is missing.");
            if (AtEnd) break;
            if (closer is ")" or ";;" && At(closer)) break;
            if (Current is ';' or '&' && !At("&>")) position++;
            else if (At("||")) position += 2;
            else
            {
                string keyword = Keyword();
                if (keyword.Length > 0 && (keyword == closer || (closer == ";;" && keyword == "esac"))) break;
                if (keyword is "then" or "elif" or "else" or "do" or "!") position += keyword.Length;
                else ReadPipeline(group);
            }
        }

        nesting--;
    }

    private void ReadPipeline(ShellCommand? group)
    {
        ShellCommand? before = null;
        do
        {
            SkipSpace();
            var command = ReadCommand(group);
            if (before is not null) before.PipedInto = command;
            before = command;
            SkipBlanks();
        }
        while (!At("||") && (Take("|&") || Take("|")));
    }

    private ShellCommand ReadCommand(ShellCommand? group)
    {
        if (At("((")) return SkipArithmetic(group);
        if (Take("(")) return ReadGroup(")", group);
        string keyword = Keyword();
        if (keyword is "{" or "if" or "while" or "until" or "for" or "select" or "case" or "function" or "[[") position += keyword.Length;
        return keyword switch
        {
            "{" => ReadGroup("}", group),
            "if" => ReadGroup("fi", group),
            "while" or "until" => ReadGroup("done", group),
            "for" or "select" => ReadLoop(group),
            "case" => ReadCase(group),
            "function" => ReadFunction(group),
            "[[" => SkipCondition(group),
            "}" or "fi" or "done" or "esac" or "in" => throw new ShellSyntaxException($"\"{keyword}\" closes nothing."),
            _ => ReadSimple(group),
        };
    }

    private ShellCommand NewGroup(ShellCommand? group) => new() { Group = group, Within = within, Start = script.OffsetAt(position) };

    private ShellCommand ReadGroup(string closer, ShellCommand? group)
    {
        var made = NewGroup(group);
        ReadList(closer, made);
        return Close(made, closer);
    }

    private ShellCommand Close(ShellCommand group, string closer)
    {
        Expect(closer);
        for (SkipBlanks(); ReadRedirection(group); SkipBlanks()) { }
        return group;
    }

    private ShellCommand ReadLoop(ShellCommand? group)
    {
        var loop = NewGroup(group);
        SkipBlanks();
        if (At("((")) SkipArithmetic(group);
        for (SkipBlanks(); !AtEnd && Current is not (';' or '\n'); SkipBlanks()) ReadWord(loop);
        ReadList("done", loop);
        return Close(loop, "done");
    }

    private ShellCommand ReadCase(ShellCommand? group)
    {
        var made = NewGroup(group);
        SkipSpace();
        ReadWord(made);
        SkipSpace();
        Expect("in");
        for (SkipSpace(); Keyword() != "esac"; SkipSpace())
        {
            // The pattern, up to its bracket.
            Take("(");
            for (SkipBlanks(); !Take(")"); SkipBlanks())
            {
                if (AtEnd) throw new ShellSyntaxException("A pattern of \"case\" is not closed.");
                if (!Take("|")) ReadWord(made);
            }

            ReadList(";;", made);
            if (Take(";;")) Take("&");
        }

        return Close(made, "esac");
    }

    private ShellCommand ReadFunction(ShellCommand? group)
    {
        SkipBlanks();
        ReadWord(NewGroup(group));
        SkipBlanks();
        if (Take("(")) Expect(")");
        SkipSpace();
        return ReadCommand(group);
    }

    private ShellCommand SkipCondition(ShellCommand? group)
    {
        int end = text.IndexOf("]]", position, StringComparison.Ordinal);
        if (end < 0) throw new ShellSyntaxException("\"]]\" is missing.");
        position = end;
        return Close(NewGroup(group), "]]");
    }

    private ShellCommand SkipArithmetic(ShellCommand? group)
    {
        var made = NewGroup(group);
        SkipBrackets();
        return made;
    }

    private ShellCommand ReadSimple(ShellCommand? group)
    {
        var command = NewGroup(group);
        commands.Add(command);
        for (SkipBlanks(); !AtEnd && (At("&>") || Current is not ('\n' or ';' or '&' or '|' or ')')); SkipBlanks())
        {
            if (ReadRedirection(command)) continue;
            if (Current == '(')
            {
                // An array, or a function.
                if (command is { Words.Count: 0, Assignments.Count: > 0 }) SkipBrackets();
                else if (command is { Words.Count: 1, Assignments.Count: 0 }) return ReadBody(command, group);
                else throw new ShellSyntaxException("A bracket stands where none may be.");
                continue;
            }

            var word = ReadWord(command);
            (command.Words.Count == 0 && ShellNames.IsAssignment(word) ? command.Assignments : command.Words).Add(word);
        }

        if (command.Words.Count + command.Assignments.Count + command.Redirections.Count == 0) throw new ShellSyntaxException("A command is missing.");
        return command;
    }

    private ShellCommand ReadBody(ShellCommand name, ShellCommand? group)
    {
        commands.Remove(name);
        Expect("(");
        SkipBlanks();
        Expect(")");
        SkipSpace();
        return ReadCommand(group);
    }
}
