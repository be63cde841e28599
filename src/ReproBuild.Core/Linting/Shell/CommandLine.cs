namespace ReproBuild.Linting.Shell;

/// <summary>The arguments of a program, parted into options and operands.</summary>
internal sealed class CommandLine
{
    private readonly List<string> options = [];

    /// <summary>What is no option and no option's value.</summary>
    public List<ShellWord> Operands { get; } = [];

    /// <param name="arguments">The words.</param>
    /// <param name="valueOptions">The options that take the next word; <c>--option=value</c> needs no entry.</param>
    public static CommandLine Read(IEnumerable<ShellWord> arguments, IReadOnlySet<string> valueOptions)
    {
        var line = new CommandLine();
        bool isValue = false, onlyOperands = false;
        foreach (var word in arguments)
        {
            if (isValue) isValue = false;
            else if (onlyOperands || word.Text.Length < 2 || word.Text[0] != '-') line.Operands.Add(word);
            else if (word.Text == "--") onlyOperands = true;
            else
            {
                line.options.Add(word.Text.Split('=')[0]);
                isValue = valueOptions.Contains(word.Text);
            }
        }

        return line;
    }

    /// <summary>Whether one of these options is given.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (options.Contains(name)) return true;
        }

        return false;
    }
}
