namespace ReproBuild.Linting.Shell;

/// <summary>A simple command of a shell script, or a group of them.</summary>
internal sealed class ShellCommand
{
    // Programs that run the command behind them.
    private static readonly HashSet<string> Wrappers = ["sudo", "env", "exec", "command", "builtin", "nohup", "time", "eatmydata", "busybox"];

    /// <summary>The <c>NAME=value</c> before the name.</summary>
    public List<ShellWord> Assignments { get; } = [];

    /// <summary>The name and what follows it; empty for a group, and where there are assignments alone.</summary>
    public List<ShellWord> Words { get; } = [];

    public List<ShellRedirection> Redirections { get; } = [];

    /// <summary>The bodies of its here-documents, in order.</summary>
    public List<ScriptText> Heredocs { get; } = [];

    /// <summary>The next command of the pipeline.</summary>
    public ShellCommand? PipedInto { get; set; }

    /// <summary>The group, or the shell, that this is a part of, and whose output it shares.</summary>
    public ShellCommand? Group { get; init; }

    /// <summary>The command that takes this one's output as a part of a word or of a here-document.</summary>
    public ShellCommand? Within { get; init; }

    /// <summary>The file's offset of the first word.</summary>
    public int Start { get; set; }

    /// <summary>The file's offset of the program, behind what is assigned for it: where a reader looks for it.</summary>
    public int Place => Words.Count > 0 ? Words[0].Start : Start;

    /// <summary>The program's name without its folder, behind <c>sudo</c>, <c>env</c> and their like; null where that is not known.</summary>
    public string? Name => NameIndex is var index && index < Words.Count && Words[index].IsLiteral
        ? Words[index].Text[(Words[index].Text.LastIndexOf('/') + 1)..]
        : null;

    /// <summary>What stands behind the name.</summary>
    public IEnumerable<ShellWord> Arguments => Words.Skip(NameIndex + 1);

    /// <summary>All words that it is given, assignments among them.</summary>
    public IEnumerable<ShellWord> AllWords => Assignments.Concat(Words);

    /// <summary>The file's offset behind its last word.</summary>
    public int End => AllWords.Concat(Redirections.Select(r => r.Target)).Select(w => w.End).DefaultIfEmpty(Start).Max();

    private int NameIndex
    {
        get
        {
            int i = 0;
            while (i < Words.Count && Words[i] is { IsLiteral: true } word && Wrappers.Contains(word.Text[(word.Text.LastIndexOf('/') + 1)..]))
            {
                // "command -v date" only asks whether there is one.
                if (word.Text == "command" && i + 1 < Words.Count && Words[i + 1].Text is "-v" or "-V") return Words.Count;
                i++;
                while (i < Words.Count && (Words[i].Text.StartsWith('-') || ShellNames.IsAssignment(Words[i]))) i++;
            }

            return i;
        }
    }
}
